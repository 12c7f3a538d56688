import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, Word } from '../../shared/documents/command.ts';
import { placeOf } from '../../shared/documents/command.ts';
import type { LaunchDocument } from '../../shared/documents/document.ts';
import type { Keywords } from '../../shared/documents/keywords.ts';
import { boundedParse } from '../../shared/documents/python/bounded-parse.ts';
import { type PythonNode, parsePython } from '../../shared/documents/python/parse.ts';
import { readPython } from '../../shared/documents/python/read-python.ts';
import { applyEdits } from '../../shared/text/edit.ts';
import { mutationCount, outside, tryMutations } from './mutated-texts.ts';
import { modules, pythonTokens } from './python-modules.ts';

function wordsIn({ given }: Keywords): readonly Word[] {
  return given.flatMap(({ word, inner }) => (inner === undefined ? [word] : [word, ...wordsIn(inner)]));
}

function wordsOf({ words, keywords }: Command): readonly Word[] {
  return keywords === undefined ? words : [...words, ...wordsIn(keywords)];
}

function placesOf(command: Command) {
  const { span, environment, gpus, keywords } = command;
  const words = [...wordsOf(command), ...environment.values()];
  const pieces = words.flatMap((word) =>
    word.pieces.flatMap((piece) => (piece.origin === undefined ? [piece.span] : [piece.span, piece.origin])),
  );
  const names = keywords?.given.map(({ nameSpan }) => nameSpan) ?? [];
  return [span, ...words.map((word) => word.span), ...pieces, ...names, ...(gpus === undefined ? [] : [gpus.span])];
}

/** The first span that does not lie in the text, or a word that says something else than its pieces. */
function flawOf(text: string, { commands, comments }: LaunchDocument): string | undefined {
  const misplaced = outside([...commands.flatMap(placesOf), ...comments.map(({ span }) => span)], text);
  if (misplaced !== undefined) return misplaced;
  const started = commands.find(({ start }) => !(start >= 0 && start <= text.length));
  if (started !== undefined) return `start ${started.start}`;
  const word = commands
    .flatMap(({ words }) => words)
    .find(({ text: whole, pieces }) => whole !== undefined && whole !== pieces.map((piece) => piece.text).join(''));
  if (word !== undefined) return `word ${word.text}`;
  return commands
    .flatMap((command) => wordsOf(command).map((each) => insertedOutside(text, command, each)))
    .find((flaw) => flaw !== undefined);
}

function insertedOutside(text: string, { insertion }: Command, { span }: Word): string | undefined {
  const written = insertion?.(span, { name: '--flag', value: undefined }) ?? insertion?.(span, { name: 'keyword', value: 2 });
  return written === undefined || (written.offset >= 0 && written.offset <= text.length) ? undefined : `insertion at ${written.offset}`;
}

test('a mutated module is read without a throw, with all places in the text', () => {
  tryMutations({ name: 'python', texts: modules, tokens: pythonTokens }, (text) => {
    const started = performance.now();
    const flaw = flawOf(text, readPython(text));
    const took = performance.now() - started;
    return flaw ?? (took > 1000 ? `${took} ms` : undefined);
  });
}, 900_000);

test('any text is read without a throw', () => {
  const piece = fc.oneof(fc.constantFrom(...pythonTokens), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(flawOf(text, readPython(text))).toBeUndefined();
    }),
    { numRuns: Math.min(mutationCount, 20_000) },
  );
});

function nodesIn({ type, start, end, children }: PythonNode): readonly string[] {
  return [`${type} ${start}-${end}`, ...children.flatMap(nodesIn)];
}

function nodesAnew(text: string): readonly string[] {
  const found: string[] = [];
  boundedParse(text).iterate({ enter: ({ name, from, to }) => void found.push(`${name} ${from}-${to}`) });
  return found;
}

test('a text is understood as if the one before it had not been read', () => {
  // Whole lines, as only those are kept; an empty one or a comment may be the first.
  const long = modules.map((_, at) => {
    const joined = [...modules.slice(at), ...modules.slice(0, at)].join('\n').slice(0, 6000);
    return `${['', '\n', '#\n\n'][at % 3]}${joined.slice(0, joined.lastIndexOf('\n') + 1)}`;
  });
  let before = '';
  tryMutations({ name: 'python again', texts: long, tokens: pythonTokens, share: 20 }, (text) => {
    if (before !== '') parsePython(before);
    before = text;
    const nodes = nodesIn(parsePython(text));
    const anew = nodesAnew(text);
    return nodes.length === anew.length && nodes.every((node, at) => node === anew[at]) ? undefined : 'another tree';
  });
}, 900_000);

const prefixes = ['', 'f', 'r', 'b', 'F', 'Rb', 'fr', 'u'];
const quotes = ['"', "'", '"""', "'''"];
/** Text before and after the number, which every kind of literal takes. */
const around = fc.array(fc.constantFrom(' -v', ' --x=é', ' 12', " 'a'", ' "b"', ' \\n', ' {{}}', ' \\x42', ' --port 80', ' 😀'), {
  maxLength: 4,
});
const literal = fc.record({ prefix: fc.constantFrom(...prefixes), quote: fc.constantFrom(...quotes), before: around, after: around });

/** Quotes of the literal's own kind would end it. */
function written({ prefix, quote }: { readonly prefix: string; readonly quote: string }, words: readonly string[]): string {
  const text = words.join('').replaceAll(quote[0] ?? '', '');
  return `${prefix}${quote}${text}${quote}`;
}

test('an edit of a number inside a text changes those characters and what is read, and nothing else', () => {
  fc.assert(
    fc.property(literal, literal, fc.boolean(), (one, other, isParted) => {
      const start = written(one, ['vllm serve m', ...one.before, isParted ? ' --tensor-parallel-size ' : ' --tensor-parallel-size 41']);
      const end = written(other, [isParted ? '41 -q' : ' -q', ...other.after]);
      const text = `import os\nos.system(${start} ${end})\n`;
      const numbers = readPython(text).commands.flatMap(({ words }) => words.filter((word) => word.text === '41'));
      for (const word of numbers) {
        const { editable } = placeOf(word);
        expect(editable && text.slice(editable.start, editable.end)).toBe('41');
        if (editable === undefined) continue;
        const edited = applyEdits(text, [{ span: editable, newText: '7' }]);
        expect(edited).toBe(text.replace('41', '7'));
        const after = readPython(edited).commands.flatMap(({ words }) => words.map((each) => each.text));
        expect(after).toContain('7');
      }
    }),
    { numRuns: Math.min(mutationCount, 5000) },
  );
});

const nested = ['(', '[', '{', 'f(', 'x = [', 'f"{', 'lambda: ', 'if a:\n', '"a" + ', 'not ', 'a.b', 'x(y=', '[*', '{**', 'a if b else '];

test.each(nested)('5,000 times %s is read', (open) => {
  const text = open.repeat(5000);
  expect(flawOf(text, readPython(text))).toBeUndefined();
});

test('a value that doubles on each line is given up', () => {
  const text = `import os\nx = "a"\n${'x = x + x\n'.repeat(60)}os.system("vllm " + x)\n`;
  const started = performance.now();
  expect(readPython(text).commands.at(-1)?.words.at(-1)?.text).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a megabyte is read whole', () => {
  const block = 'TP = 4\ncmd = ["vllm", "serve", "m", "--tp", str(TP)]\ncmd += ["-v"]  # four\nLLM(model="m", tensor_parallel_size=TP)\n';
  const text = `from vllm import LLM\n${block.repeat(Math.ceil(1_000_000 / block.length))}`;
  const started = performance.now();
  const { commands, comments } = readPython(text);
  expect(comments).toHaveLength(text.split('# four').length - 1);
  expect(commands.at(-1)?.keywords?.given.at(-1)?.word.text).toBe('4');
  expect(performance.now() - started).toBeLessThan(10_000);
}, 60_000);
