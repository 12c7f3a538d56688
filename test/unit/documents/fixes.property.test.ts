import { describe, expect, test } from 'vitest';
import type { AnalysedLaunch, Analysis } from '../../../shared/lint/analysis.ts';
import type { Finding, Fix } from '../../../shared/lint/finding.ts';
import { applyEdits, type FileEdit } from '../../../shared/text/edit.ts';
import { type FixtureDocument, fixtureDocuments } from './fixture-files.ts';
import { analysisOfDocument } from './outcome.ts';

/** A fix that is offered for a document of the fixtures. */
interface Offered {
  readonly document: FixtureDocument;
  readonly before: Analysis;
  readonly finding: Finding;
  readonly fix: Fix;
  readonly own: readonly FileEdit[];
}

const offered = fixtureDocuments()
  .filter(({ outcome }) => outcome === 'launches')
  .flatMap(offeredFor);

describe.each(offered.map((each) => [titleOf(each), each] as const))('%s', (_, each) => {
  const { document, before, finding, fix, own } = each;
  const text = applyEdits(document.text, own);
  const after = analysisOfDocument(document.name, text, {
    ...document.beside,
    ...(isEmpty(document.beside) ? {} : { [document.name]: text }),
  });

  test('the finding is gone, and no error has come', () => {
    const left = after?.findings.filter((one) => one.rule === finding.rule && movedBack(one.span.start, own) === finding.span.start) ?? [];
    expect(left.filter(({ severity }) => severity !== 'information')).toEqual([]);
    const had = errorsOf(before);
    for (const error of errorsOf(after)) expect(had).toContain(error);
  });

  test('every other character stays', () => {
    expect(without(text, own, ({ newText }) => newText.length)).toBe(without(document.text, own, ({ span }) => span.end - span.start));
  });

  test('the same launches are read, with one option changed or added', () => {
    const were = launchesOf(before);
    const are = launchesOf(after);
    expect(are.map(({ name }) => name)).toEqual(were.map(({ name }) => name));
    const changed = are.flatMap(({ options }, at) => changesOf(were[at]?.options ?? {}, options));
    // A comment that silences nothing is taken out of the text, and a device map is no launch's.
    if (finding.rule === 'suppression-unused' || finding.rule.startsWith('device-map')) return expect(changed).toEqual([]);
    expect(changed.length).toBeGreaterThan(0);
    // One variable may be the size of several launches; whatever changes, changes alike.
    expect(new Set(changed).size).toBeLessThanOrEqual(fix.title.includes('--tp') ? 2 : 1);
  });
});

test('fixes are offered in each kind of document', () => {
  const kinds = [...new Set(fixtureDocuments().map(({ kind }) => kind))];
  expect([...new Set(offered.map(({ document }) => document.kind))].sort()).toEqual(kinds.sort());
});

function offeredFor(document: FixtureDocument): readonly Offered[] {
  const before = analysisOfDocument(document.name, document.text, document.beside);
  if (before === undefined) return [];
  return before.findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => {
      const own = fix.edits.filter(({ path }) => path === before.source.path);
      return own.length === fix.edits.length ? [{ document, before, finding, fix, own }] : [];
    }),
  );
}

function titleOf({ document, finding, fix }: Offered): string {
  return `${document.kind}/${document.name}: ${finding.rule} at ${finding.span.start}: ${fix.title}`;
}

function isEmpty(texts: FixtureDocument['beside']): boolean {
  return Object.keys(texts).length === 0;
}

/** Where a place of the edited text was before. */
function movedBack(offset: number, edits: readonly FileEdit[]): number {
  return edits.reduce((at, { span, newText }) => (span.start < offset ? at - (newText.length - (span.end - span.start)) : at), offset);
}

function errorsOf(analysis: Analysis | undefined): readonly string[] {
  return (analysis?.findings ?? []).filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

/** The text without what the edits replace, or put there. */
function without(text: string, edits: readonly FileEdit[], lengthOf: (edit: FileEdit) => number): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((rest, edit) => rest.slice(0, edit.span.start) + rest.slice(edit.span.start + lengthOf(edit)), text);
}

function launchesOf(analysis: Analysis | undefined) {
  return [...(analysis?.launches ?? [])].sort(byStart).map(({ launch }) => ({
    name: `${launch.engine} ${launch.entryPoint} ${launch.model?.text}`,
    options: Object.fromEntries([...launch.options].map(([name, { value }]) => [name, JSON.stringify(value)])),
  }));
}

function byStart(a: AnalysedLaunch, b: AnalysedLaunch): number {
  return (a.launch.command?.start ?? 0) - (b.launch.command?.start ?? 0);
}

function changesOf(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => before[name] !== after[name]).map((name) => `${name}: ${before[name]} → ${after[name]}`);
}
