import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, placeOf } from '../../shared/documents/command.ts';
import type { LaunchDocument } from '../../shared/documents/document.ts';
import { readShell } from '../../shared/documents/shell/read-shell.ts';
import { applyEdits } from '../../shared/text/edit.ts';
import { flawOf } from './document-flaw.ts';
import { mutationCount, tryMutations } from './mutated-texts.ts';
import { scripts, shellTokens } from './shell-scripts.ts';

test('a mutated script is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'shell', texts: scripts, tokens: shellTokens }, (text) => flawOf(text, readShell(text)));
}, 600_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...shellTokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(flawOf(text, readShell(text))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});

/** Words of digits whose place says where an edit goes. */
function editableNumbers({ commands }: LaunchDocument): readonly (readonly [number, number])[] {
  return commands.flatMap((command, at) =>
    command.words.flatMap((word, index) => (isEditableNumber(command, index) && word.text !== undefined ? [[at, index] as const] : [])),
  );
}

function isEditableNumber(command: Command, index: number): boolean {
  const word = command.words[index];
  return word?.text !== undefined && /^\d+$/.test(word.text) && placeOf(word).editable !== undefined;
}

describe('a number with an editable place', () => {
  test.each(scripts.map((script) => [script.split('\n', 1)[0] ?? '', script]))('%s', (_, script) => {
    const document = readShell(script);
    const numbers = editableNumbers(document);
    for (const [at, index] of numbers) {
      const word = document.commands[at]?.words[index];
      const editable = word && placeOf(word).editable;
      if (editable === undefined) continue;
      const edited = applyEdits(script, [{ span: editable, newText: '73' }]);
      const values = readShell(edited).commands.map((command) => command.words[index]?.text);
      expect(values, script.slice(editable.start - 20, editable.end + 20)).toContain('73');
    }
  });
});

const nested = [
  '(',
  '{ ',
  '$(',
  '"$(',
  '${a:-',
  '"${a:-',
  '`',
  'if a; then ',
  'while a; do ',
  '$((',
  '((',
  'case a in a) ',
  'f(){ ',
  'A=(',
  '<<E ',
  '<(',
  'a && ',
  'eval ',
  'bash -c "',
  'f() { f; f; }; f; ',
];

test.each(nested)('5,000 times %s is read', (open) => {
  const text = open.repeat(5000);
  expect(flawOf(text, readShell(text))).toBeUndefined();
});

test('a value that doubles on each line is given up', () => {
  const text = `X=a\n${'X="$X$X"\n'.repeat(60)}vllm "$X"`;
  expect(readShell(text).commands.at(-1)?.words.at(-1)?.text).toBeUndefined();
});

test('a megabyte is read whole', () => {
  const line = 'ARGS+=(--tensor-parallel-size 4)\nvllm serve m "${ARGS[@]}" # four\n';
  const text = line.repeat(Math.ceil(1_000_000 / line.length));
  expect(readShell(text).comments).toHaveLength(text.split('\n').length >> 1);
});
