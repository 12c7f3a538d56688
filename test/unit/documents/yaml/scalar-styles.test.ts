import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { placeOf } from '../../../../shared/documents/command.ts';
import { scalarAt } from '../../../../shared/documents/yaml/node.ts';
import { parseYaml } from '../../../../shared/documents/yaml/parse-yaml.ts';
import { embeddedOf, wordOf } from '../../../../shared/documents/yaml/words.ts';
import { documentSpan } from '../../../../shared/text/embedded-text.ts';

function scalarOf(text: string) {
  const scalar = scalarAt(parseYaml(text).roots[0], 'run');
  if (scalar === undefined) throw new Error(`no scalar in ${text}`);
  return scalar;
}

/** Shell text, with what makes trouble in YAML. */
const shellPiece = fc.constantFrom(
  'vllm',
  'serve',
  '-tp',
  '4',
  '128',
  ' ',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\n  ',
  ' \\\n',
  '"',
  "'",
  "''",
  '\\',
  ': ',
  ':',
  '#x',
  ' # x',
  '$A',
  '|',
  '>',
  '&&',
  '*',
  '- ',
  '[',
  '}',
  ',',
  'é',
  '🙂',
  '%',
  '@',
  '!',
  '?',
  '`',
  '=',
  '\t',
);
const shellText = fc.array(shellPiece, { maxLength: 25 }).map((pieces) => pieces.join(''));

const body = (text: string, indentation: string): string => text.replaceAll(/^(?!\n|$)/gm, indentation);

/** A document whose value under `run` is written in the style; what it says is up to YAML. */
const styles: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => `a: 1\nrun: ${text.replaceAll('\n', '\n  ')}\nb: 2\n`,
  single: (text) => `a: 1\nrun: '${text.replaceAll("'", "''").replaceAll('\n', '\n\n  ')}'\nb: 2\n`,
  double: (text) => `a: 1\nrun: ${JSON.stringify(text)}\nb: 2\n`,
  'double, folded': (text) =>
    `a: 1\nrun: "${text.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\n\n  ').replaceAll('  ', ' \\\n  \\ ')}"\nb: 2\n`,
  literal: (text) => `a: 1\nrun: |\n${body(text, '  ')}\nb: 2\n`,
  'literal, kept': (text) => `a: 1\nrun: |+\n${body(text, '   ')}\n\n\nb: 2\n`,
  'literal, with its indentation': (text) => `a: 1\nrun: |2-\n${body(text, '  ')}\nb: 2\n`,
  folded: (text) => `a: 1\nrun: >-\n${body(text, '    ')}\nb: 2\n`,
  'folded in a list': (text) => `- x\n- run: >\n${body(text, '    ')}\n`,
  'literal at the end': (text) => `run: |\n${body(text, ' ')}`,
  windows: (text) => `a: 1\nrun: |\n${body(text, '  ')}\nb: 2\n`.replaceAll('\n', '\r\n'),
  'folded windows': (text) => `a: 1\nrun: >\n${body(text, '  ')}\nb: 2\n`.replaceAll('\n', '\r\n'),
};

function runOf(text: string): { readonly value: string; readonly scalar: ReturnType<typeof scalarOf> } | undefined {
  const [root] = parseYaml(text).roots;
  const map = root?.kind === 'list' ? root.items[1] : root;
  const scalar = scalarAt(map, 'run');
  let parsed: unknown;
  try {
    parsed = parse(text, { logLevel: 'error' });
  } catch {
    return undefined;
  }
  const found: unknown = Array.isArray(parsed) ? parsed[1] : parsed;
  const value: unknown = typeof found === 'object' && found !== null && 'run' in found ? found.run : undefined;
  return typeof value === 'string' && scalar !== undefined ? { value, scalar } : undefined;
}

test.each(Object.entries(styles))('%s: the text is what YAML says, and every character leads back to where it is written', (_, write) => {
  let read = 0;
  fc.assert(
    fc.property(shellText, (guest) => {
      const text = write(guest);
      const run = runOf(text);
      if (run === undefined) return;
      read += 1;
      const embedded = embeddedOf(run.scalar);
      expect(embedded.text).toBe(run.value);
      for (const [at, character] of [...embedded.text].length === embedded.text.length ? [...embedded.text].entries() : []) {
        const { start, end } = documentSpan(embedded, at, at + 1);
        if (/[\w$&|@%é-]/.test(character)) expect(text.slice(start, end)).toBe(character);
      }
    }),
    { numRuns: 400 },
  );
  expect(read).toBeGreaterThan(40);
});

test.each(Object.entries(styles))('%s: an edit of a number changes its characters only', (_, write) => {
  fc.assert(
    fc.property(shellText, (guest) => {
      const text = write(guest);
      const run = runOf(text);
      if (run === undefined) return;
      const word = wordOf(run.scalar);
      for (const { 0: number, index } of run.value.matchAll(/\d+/g)) {
        const editable = placeOf(word, index, index + number.length).editable;
        if (editable === undefined) continue;
        expect(text.slice(editable.start, editable.end)).toBe(number);
        const edited = `${text.slice(0, editable.start)}73${text.slice(editable.end)}`;
        const value = run.value.slice(0, index) + 73 + run.value.slice(index + number.length);
        expect(runOf(edited)?.value).toBe(value);
      }
    }),
    { numRuns: 400 },
  );
});
