import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../shared/lint/finding.ts';
import { applySuppressions } from '../../../shared/lint/suppressions.ts';
import { defaultSettings, type Suppression } from '../../../shared/settings/settings.ts';
import { applyEdits } from '../../../shared/text/edit.ts';
import { lineMapOf } from '../../../shared/text/line-map.ts';
import { denseConfig, findingsOf } from './workspace.ts';

const path = '/project/deploy/serve.sh';

/** A document in which a word `rule!` stands for a finding of that rule, and `$ … ;` for a command. */
function suppressed(text: string, suppressions: readonly Suppression[] = [], documentPath = path) {
  const comments = [...text.matchAll(/#.*/g)].map((found) => ({ text: found[0].slice(1), span: spanOf(found) }));
  const commands = [...text.matchAll(/\$[^;]*;/g)].map((found) => ({ span: spanOf(found) }));
  const findings = [...text.matchAll(/([\w-]+)!/g)].map((found) => finding(found[1] ?? '', spanOf(found), documentPath));
  const settings = { ...defaultSettings, suppressions, path: '/project/.shardlint.json' };
  return applySuppressions(findings, { path: documentPath, text, lines: lineMapOf(text), comments, commands, settings });
}

function spanOf({ 0: { length }, index = 0 }: RegExpMatchArray) {
  return { start: index, end: index + length };
}

function finding(rule: string, span: Finding['span'], documentPath: string): Finding {
  return {
    rule,
    severity: 'error',
    confidence: 'high',
    message: `${rule} is broken`,
    path: documentPath,
    span,
    related: [],
    engine: 'vllm',
    engineVersion: '0.11',
    model: undefined,
    tensorParallelSize: 2,
    validTensorParallelSizes: undefined,
    fixes: [],
  };
}

/** The rules that are left, in the order of the document. */
function left(text: string, suppressions?: readonly Suppression[]): string {
  const findings = suppressed(text, suppressions).findings.toSorted((a, b) => a.span.start - b.span.start);
  return findings.map(({ rule }) => rule).join(' ');
}

describe('comments', () => {
  test.each<[name: string, text: string, left: string]>([
    ['after the code of a line', '$ kv-heads!; # shardlint: ignore[kv-heads] known', ''],
    ['another rule stays', '$ kv-heads! mlp-width!; # shardlint: ignore[kv-heads]', 'mlp-width'],
    ['several rules', '$ kv-heads! mlp-width!; # shardlint: ignore[kv-heads, mlp-width]', ''],
    ['without brackets: all', '$ kv-heads! mlp-width!; # shardlint: ignore', ''],
    ['only its own line', '$ a\nkv-heads!\nmlp-width! # shardlint: ignore\nkv-heads!;', 'kv-heads kv-heads'],
    ['alone: the next line', '# shardlint: ignore[kv-heads]\nkv-heads!\nkv-heads!', 'kv-heads'],
    ['alone: the whole command', '# shardlint: ignore[kv-heads]\n$ a \\\n b kv-heads! \\\n kv-heads!;\nkv-heads!', 'kv-heads'],
    ['alone, indented', 'if x\n  # shardlint: ignore[kv-heads]\n  $ a \\\n  kv-heads!;', ''],
    ['comments between it and the command', '# shardlint: ignore[kv-heads]\n# the cluster is small\n$ a\nkv-heads!;', ''],
    ['two of them, one above the other', '# shardlint: ignore[kv-heads]\n# shardlint: ignore[mlp-width]\n$ kv-heads!\nmlp-width!;', ''],
    ['an empty line ends it', '# shardlint: ignore[kv-heads]\n\n$ kv-heads!;', 'suppression-unused kv-heads'],
    ['not what stands before it', 'kv-heads!\n# shardlint: ignore[kv-heads]\n$ a;', 'kv-heads suppression-unused'],
    ['the whole file', 'kv-heads!\nmlp-width!\n# shardlint: ignore-file[kv-heads] small cluster\nkv-heads!', 'mlp-width'],
    ['the whole file, all rules', 'kv-heads!\n# shardlint: ignore-file\nmlp-width!', ''],
    ['CRLF', '# shardlint: ignore[kv-heads]\r\n$ a \\\r\n kv-heads!;\r\nkv-heads!', 'kv-heads'],
    ['other words are none', '$ kv-heads!; # shardlint: ignored[kv-heads]', 'kv-heads'],
    ['nor in the middle of a comment', '$ kv-heads!; # see shardlint: ignore[kv-heads]', 'kv-heads'],
    ['settings are never silenced', '$ settings!; # shardlint: ignore', 'settings suppression-unused'],
    ['unused', '$ a; # shardlint: ignore[kv-heads]', 'suppression-unused'],
    ['one of two unused', '$ kv-heads!; # shardlint: ignore[kv-heads, mlp-width]', 'suppression-unused'],
    ['unused without brackets', '$ a; # shardlint: ignore', 'suppression-unused'],
    ['unused ones can be silenced by name', '# shardlint: ignore-file[suppression-unused]\n$ a; # shardlint: ignore[kv-heads]', ''],
  ])('%s', (_name, text, expected) => {
    expect(left(text)).toBe(expected);
  });

  test.each([
    ['kv-heads', 'this suppression of kv-heads silences nothing'],
    ['kvheads', 'no rule kvheads; did you mean kv-heads'],
    ['nonsense', 'no rule nonsense'],
  ])('an unused %s is told as "%s", at the name', (rule, message) => {
    const text = `$ a; # shardlint: ignore[ ${rule} ]`;
    const [found] = suppressed(text).findings;
    expect([found?.message, found && text.slice(found.span.start, found.span.end)]).toEqual([message, rule]);
  });

  test.each([
    ['a\n  # shardlint: ignore[kv-heads] old\n$ b;\n', 'a\n$ b;\n'],
    ['a\r\n# shardlint: ignore\r\n$ b;\r\n', 'a\r\n$ b;\r\n'],
    ['$ a;  # shardlint: ignore[kv-heads]\nb', '$ a;\nb'],
    ['$ kv-heads!; # shardlint: ignore[kv-heads, mlp-width] x', '$ kv-heads!; # shardlint: ignore[kv-heads] x'],
    ['$ kv-heads!; # shardlint: ignore[mlp-width, kv-heads]', '$ kv-heads!; # shardlint: ignore[kv-heads]'],
    ['$ kv-heads!; # shardlint: ignore[mlp-width,vocabulary,kv-heads]', '$ kv-heads!; # shardlint: ignore[kv-heads]'],
    ['# shardlint: ignore-file', ''],
  ])('the fix of %j leaves %j', (text, expected) => {
    const fixes = suppressed(text).findings.flatMap((found) => found.fixes);
    expect(fixes.every(({ safe }) => safe)).toBe(true);
    expect(
      applyEdits(
        text,
        fixes.flatMap(({ edits }) => edits),
      ),
    ).toBe(expected);
  });

  test('property: a comment behind a line silences exactly the findings of its rules on that line', () => {
    const rule = fc.constantFrom('kv-heads', 'mlp-width', 'vocabulary');
    const line = fc.record({
      rules: fc.array(rule, { maxLength: 3 }),
      ignored: fc.option(fc.uniqueArray(rule, { minLength: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines
          .map(
            ({ rules, ignored }) =>
              `x ${rules.map((each) => `${each}!`).join(' ')}${ignored ? ` # shardlint: ignore[${ignored.join(', ')}]` : ''}`,
          )
          .join(end);
        const kept = suppressed(text).findings.filter((each) => each.rule !== 'suppression-unused');
        const expected = lines.flatMap(({ rules, ignored }) => rules.filter((each) => !ignored?.includes(each)));
        expect(kept.map((each) => each.rule)).toEqual(expected);
        const idle = lines.flatMap(({ rules, ignored }) => ignored?.filter((each) => !rules.includes(each)) ?? []);
        expect(suppressed(text).findings.length - kept.length).toBe(idle.length);
      }),
    );
  });
});

describe('a launch that cannot be judged', () => {
  const model = { '/project/model/config.json': denseConfig() };

  test.each([
    ['the model is nowhere', 'vllm serve ./nowhere -tp 2 # shardlint: ignore[kv-heads]\n', []],
    ['the model is a variable', 'vllm serve "$1" -tp 2 # shardlint: ignore[kv-heads]\n', []],
    ['the size is a variable', 'vllm serve ./model -tp "$1" # shardlint: ignore[kv-heads]\n', []],
    ['every rule', 'vllm serve "$1" -tp 2 # shardlint: ignore\n', []],
    ['the whole file', '# shardlint: ignore-file[kv-heads]\nvllm serve "$1"\n', []],
    ['no such rule', 'vllm serve "$1" -tp 2 # shardlint: ignore[kvheads]\n', ['no rule kvheads; did you mean kv-heads']],
    [
      'a rule that needs no model',
      'vllm serve "$1" -tp 2 # shardlint: ignore[option-unknown]\n',
      ['this suppression of option-unknown silences nothing'],
    ],
    [
      'another launch is judged',
      'vllm serve "$1" -tp 2\nvllm serve ./model -tp 2 # shardlint: ignore[kv-heads]\n',
      ['this suppression of kv-heads silences nothing'],
    ],
  ])('%s', (_name, text, messages) => {
    const findings = findingsOf({ ...model, '/project/serve.sh': text }, '/project/serve.sh');
    expect(findings.filter(({ rule }) => rule === 'suppression-unused').map(({ message }) => message)).toEqual(messages);
  });
});

describe('settings', () => {
  const entry = (rule: string, files?: string): Suppression => ({ rule, files, reason: 'known', span: { start: 0, end: 1 } });

  test.each<[entry: Suppression, left: string]>([
    [entry('kv-heads'), 'mlp-width settings'],
    [entry('*'), 'settings'],
    [entry('kv-heads', 'deploy/*.sh'), 'mlp-width settings'],
    [entry('kv-heads', '*.sh'), 'mlp-width settings'],
    [entry('kv-heads', 'deploy/'), 'mlp-width settings'],
    [entry('kv-heads', 'other/**'), 'kv-heads mlp-width settings'],
    [entry('kv-heads', '/serve.sh'), 'kv-heads mlp-width settings'],
    [entry('quant-group'), 'kv-heads mlp-width settings'],
  ])('%j', (suppression, expected) => {
    expect(left('kv-heads! mlp-width! settings!', [suppression])).toBe(expected);
  });

  test('says which entries were of use', () => {
    const entries = [entry('kv-heads'), entry('mlp-width'), entry('vocabulary', 'other/')];
    expect(suppressed('kv-heads! vocabulary!', entries).usedSettings).toEqual([entries[0]]);
  });

  test.each(['C:/project/deploy/serve.sh', '../serve.sh', 'serve.sh', ''])(
    'a document at %j outside of the settings folder does no harm',
    (documentPath) => {
      expect(suppressed('kv-heads!', [entry('kv-heads', 'other/')], documentPath).findings).toHaveLength(1);
    },
  );
});
