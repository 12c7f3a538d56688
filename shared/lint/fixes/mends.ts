import { overlayFiles } from '../../models/memory-files.ts';
import { applyEdits, type FileEdit } from '../../text/edit.ts';
import type { Host, Source } from '../analysis.ts';
import type { Finding } from '../finding.ts';
import type { FixTarget, Mends } from './fixes.ts';

/** All findings of a document, none silenced, without looking for fixes. */
type FindingsOf = (source: Source, host: Host) => readonly Finding[];

/**
 * Judges a fix by making it: the edited documents are read and analysed again, with every other launch that shares a variable
 * or a config.json with this one.
 */
export function mendsIn(source: Source, host: Host, findingsOf: FindingsOf): Mends {
  const known = new Map<string, readonly Finding[]>();
  const findingsBefore = (document: Source): readonly Finding[] => {
    const found = known.get(document.path) ?? findingsOf(document, host);
    known.set(document.path, found);
    return found;
  };
  /** Several findings of one launch mostly have the same way out. */
  const tried = new Map<string, readonly Tried[]>();
  return (edits, target) => {
    const key = JSON.stringify(edits);
    const all = tried.get(key) ?? triedWith(edits, source, host, findingsOf);
    tried.set(key, all);
    return all.every(({ before, after }) => isBetter(findingsBefore(before), after, edits, target));
  };
}

/** A document as it stands, and what is found in it once the edits are made. */
interface Tried {
  readonly before: Source;
  readonly after: readonly Finding[];
}

function triedWith(edits: readonly FileEdit[], source: Source, host: Host, findingsOf: FindingsOf): readonly Tried[] {
  const editedHost = hostAfter(host, source, edits);
  return documentsOf(source, host, edits).map((before) => {
    const text = applyEdits(before.text, editsOf(before.path, edits));
    return { before, after: findingsOf({ ...before, text }, editedHost) };
  });
}

function isBetter(before: readonly Finding[], after: readonly Finding[], edits: readonly FileEdit[], target: FixTarget): boolean {
  const errors = new Set(before.filter(isError).map((finding) => keyAfter(finding, edits)));
  const gone = keyAfter(target, edits);
  return after.every((finding) => {
    const key = keyOf(finding);
    // What merely costs (KV heads kept on two ranks) may stay: that size is a valid one.
    const stays = key === gone && finding.severity !== 'information';
    return !stays && (!isError(finding) || errors.has(key));
  });
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function keyOf({ rule, path, span }: FixTarget): string {
  return `${rule} ${path} ${span.start}`;
}

/** The key that the same finding has once the edits are made. */
function keyAfter(target: FixTarget, edits: readonly FileEdit[]): string {
  const before = editsOf(target.path, edits).filter(({ span }) => span.end <= target.span.start);
  const moved = before.reduce((by, { span, newText }) => by + newText.length - (span.end - span.start), 0);
  return keyOf({ ...target, span: { start: target.span.start + moved, end: target.span.end + moved } });
}

function editsOf(path: string, edits: readonly FileEdit[]): readonly FileEdit[] {
  return edits.filter((edit) => edit.path === path);
}

/** The document itself, then the others that are edited. */
function documentsOf(source: Source, host: Host, edits: readonly FileEdit[]): readonly Source[] {
  const others = new Set(edits.map(({ path }) => path).filter((path) => path !== source.path));
  return [source, ...[...others].flatMap((path) => sourceAt(path, source, host))];
}

function sourceAt(path: string, source: Source, host: Host): readonly Source[] {
  const script = host.scriptsAround(source.path).find((around) => around.path === path);
  const text = script?.text ?? host.files.read(path);
  return script ? [script] : text === undefined ? [] : [{ path, text }];
}

function hostAfter(host: Host, source: Source, edits: readonly FileEdit[]): Host {
  const texts = new Map(documentsOf(source, host, edits).map(({ path, text }) => [path, applyEdits(text, editsOf(path, edits))]));
  const edited = { read: (path: string) => texts.get(path), exists: (path: string) => texts.has(path), list: () => undefined };
  const scriptsAround = (path: string): readonly Source[] =>
    host.scriptsAround(path).map((script) => ({ ...script, text: texts.get(script.path) ?? script.text }));
  return { ...host, files: overlayFiles(edited, host.files), scriptsAround };
}
