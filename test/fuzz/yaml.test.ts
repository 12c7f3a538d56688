import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, placeOf } from '../../shared/documents/command.ts';
import { type LaunchDocument, nothingAround } from '../../shared/documents/document.ts';
import { readerOf } from '../../shared/documents/readers.ts';
import { applyEdits } from '../../shared/text/edit.ts';
import { flawOf as flawOfDocument } from './document-flaw.ts';
import { mutationCount, tryMutations } from './mutated-texts.ts';

const fixtures = path.join(import.meta.dirname, '..', 'fixtures');
const texts = ['yaml-compose', 'yaml-kubernetes', 'yaml-ci'].flatMap((kind) =>
  ['launches', 'broken'].flatMap((outcome) => textsIn(path.join(fixtures, kind, outcome))),
);

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.expected'))
    .map(({ name }) => readFileSync(path.join(folder, name), 'utf8'));
}

const tokens = [
  ...[
    '\n',
    '\n  ',
    '\n    - ',
    '- ',
    ': ',
    ':',
    '? ',
    '|',
    '>',
    '|-\n',
    '>+2\n',
    '"',
    "'",
    "''",
    '\\',
    '\\\n',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '#',
    ' # ',
    '\t',
  ],
  ...['&a ', '*a', '<<: ', '!!str ', '---\n', '...\n', '%YAML 1.2\n', '\r\n', '\r', ' ', '\uE0FF', '🙂', '\0'],
  ...[
    '{{',
    '}}',
    '{{- if x }}\n',
    '{{- end }}\n',
    '{{ else }}',
    '{{ .V | nindent 8 }}',
    '{% for x in y %}',
    '{% endfor %}',
    '{#',
    '${{ a }}',
  ],
  ...[
    '$',
    '$$',
    '${',
    '${A:-',
    '}',
    '$(A)',
    '$((',
    '<a-b>',
    'services:',
    'containers:',
    'command:',
    'args:',
    'image:',
    'run: ',
    'script:',
    'env:',
  ],
  ...['vllm serve m', '--tensor-parallel-size', '3', 'vllm/vllm-openai', 'bash', '-c', '```', 'extends: a', 'accelerators: A:2'],
];

const reader = readerOf('compose.yaml');

function read(text: string): LaunchDocument {
  if (reader === undefined) throw new Error('no reader');
  return reader.read(text, { ...nothingAround, readBeside: () => 'A=3\nB="x' });
}

function flawOf(text: string): string | undefined {
  return flawOfDocument(text, read(text));
}

test('a mutated document is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'yaml', texts, tokens }, flawOf);
}, 600_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(flawOf(pieces.join(''))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
}, 600_000);

/** Commands of which something is asked; scripts run others besides. */
function launches({ commands }: LaunchDocument): readonly Command[] {
  return commands.filter(({ words }) => words.some(({ text }) => text !== undefined && /^--?t(p|ensor-parallel-size)/.test(text)));
}

describe.each(texts.map((text) => [text.slice(0, 60), text]))('%s', (_, text) => {
  test('a number with an editable place is that of its place', () => {
    for (const [at, { words }] of launches(read(text)).entries()) {
      for (const [index, word] of words.entries()) {
        const editable = /^\d+$/.test(word.text ?? '') ? placeOf(word).editable : undefined;
        if (editable === undefined) continue;
        const edited = read(applyEdits(text, [{ span: editable, newText: '73' }]));
        expect(launches(edited)[at]?.words[index]?.text).toBe('73');
      }
    }
  });

  test('an argument that is added is one of the command, and the others stay', () => {
    for (const [at, { words, insertion }] of launches(read(text)).entries()) {
      const after = words.at(-1);
      const written = after && insertion?.(after.span, { name: '--added', value: 7 });
      if (written === undefined) continue;
      const added = applyEdits(text, [{ span: { start: written.offset, end: written.offset }, newText: written.newText }]);
      const texts = launches(read(added))[at]?.words.map((word) => word.text);
      expect(texts?.join(' ').replace('--added=7', '--added 7')).toBe([...words.map((word) => word.text), '--added', '7'].join(' '));
    }
  });
});

const nested = [
  ...[
    '[',
    '{',
    '- ',
    '? ',
    'a: [',
    '{a: ',
    '- [',
    '&a [*a, ',
    '- - \n',
    'a:\n',
    '*a ',
    '"',
    "'",
    '|\n',
    '{{ ',
    '{{- if a }}\n',
    '{{ a }}\n',
  ],
  ...['${A:-', '$', '<a', '- a: &x [*x]\n', 'services: {a: ', 'containers: [{', '--- ', '# shardlint: ', '- |\n', 'run: |\n {{- if a }}\n'],
];

test.each(nested)('5,000 times %s is read in little time', (open) => {
  const begun = performance.now();
  expect(flawOf(`image: vllm\n${open.repeat(5000)}`)).toBeUndefined();
  expect(flawOf(`run: |\n  ${open.replaceAll('\n', '\n  ').repeat(5000)}`)).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(3000);
});

test('aliases of aliases do not grow', () => {
  const lines = Array.from(
    { length: 30 },
    (_, at) => `a${at + 1}: &a${at + 1} {<<: [*a${at}, *a${at}], b: [*a${at}, *a${at}], command: [*a${at}, *a${at}]}`,
  );
  expect(flawOf(`a0: &a0 {image: x, args: [vllm]}\n${lines.join('\n')}`)).toBeUndefined();
});

test('half a megabyte is read whole', () => {
  const service = (at: number) => `  s${at}:\n    image: vllm/vllm-openai\n    command: ["--model", m, "-tp", "4"]\n`;
  const text = `services:\n${Array.from({ length: 6000 }, (_, at) => service(at)).join('')}`;
  expect(read(text).commands).toHaveLength(6000);
});
