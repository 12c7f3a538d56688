import { expect, test } from 'vitest';
import { boundedParse } from '../../../../shared/documents/python/bounded-parse.ts';
import { type PythonNode, parsePython } from '../../../../shared/documents/python/parse.ts';
import { readPython } from '../../../../shared/documents/python/read-python.ts';

const functions = Array.from(
  { length: 30 },
  (_, at) => `def part_${at}(name):\n    if name:\n        return [name, f"{name}"]  # the name\n    return None\n\n\n# The next one.\n`,
).join('');
const text = `"""What it does."""\nimport vllm\n\n${functions}llm = vllm.LLM(model="m", tensor_parallel_size=2)\n`;

function nodesIn(node: PythonNode): readonly string[] {
  return [`${node.type} ${node.start}-${node.end}`, ...node.children.flatMap(nodesIn)];
}

function nodesAnew(source: string): readonly string[] {
  const found: string[] = [];
  boundedParse(source)
    .cursor()
    .iterate(({ name, from, to }) => {
      found.push(`${name} ${from}-${to}`);
    });
  return found;
}

test.each([
  ['a letter', 'part_7(name)', 'part_77(name)'],
  ['a line', 'def part_9', 'x = [1, 2]\ndef part_9'],
  ['a line that is too deep, behind a comment', '# The next one.\ndef part_5', '# The next one.\n        x = 4,\ndef part_5'],
  ['a line that goes on with the block before the comment', '# The next one.\ndef part_5', '# The next one.\n    x = 4\ndef part_5'],
  ['a quote that takes in what follows', 'def part_12', '"""\ndef part_12'],
  ['a bracket that is open', 'return [name, ', 'return [[name, '],
  ['the end', 'llm = ', 'if text:\n    llm = '],
  ['a line less', '    if name:\n        return [name, f"{name}"]  # the name\n', ''],
  ['another depth', '    return None\n\n\n# The next one.\ndef part_20', '        return None\n\n\n# The next one.\ndef part_20'],
])('after an edit the tree is the one of the whole text: %s', (_, before, after) => {
  parsePython(text);
  const edited = text.replace(before, () => after);
  expect(nodesIn(parsePython(edited))).toEqual(nodesAnew(edited));
  expect(nodesIn(parsePython(text))).toEqual(nodesAnew(text));
});

test('a text whose last line has no end says nothing of the next one', () => {
  const open = `${text}if llm:\n    print(llm)`;
  parsePython(open);
  const edited = open.replace('part_25', () => 'part_255');
  expect(nodesIn(parsePython(edited))).toEqual(nodesAnew(edited));
});

test.each(['\n', '\n\n', '# a\n\n', '\r\n'])('a text that starts with %j is read after an edit at its start', (start) => {
  const other = `#${start}${text}`;
  parsePython(other);
  const edited = `${start}${text}`;
  expect(nodesIn(parsePython(edited))).toEqual(nodesAnew(edited));
  expect(nodesIn(parsePython(`${start} ${text}`))).toEqual(nodesAnew(`${start} ${text}`));
});

test.each(['}', '{:', 'a{', '..', '\\a', 'exec "', 't"{', ']\n', 'a b '])('what stands behind thousands of %s is left unread', (wrong) => {
  const stray = `${wrong.repeat(48_000 / wrong.length)}\n`;
  const { commands } = readPython(`import vllm\nvllm.LLM(model="first")\n${stray}\nvllm.LLM(model="second")\n`);
  const names = commands.flatMap(({ keywords }) => keywords?.given.map(({ word }) => word.text) ?? []);
  expect(names).toContain('first');
  expect(names).not.toContain('second');
});

test('what stands behind a few dozen places that are wrong is read', () => {
  const wrong = Array.from({ length: 20 }, (_, at) => `x${at} = (1, }\ny = 2 z\n`).join('');
  const { commands } = readPython(`import vllm\n${wrong}vllm.LLM(model="m")\n`);
  expect(commands.at(-1)?.keywords?.given.at(0)?.word.text).toBe('m');
});
