import { describe, expect, test } from 'vitest';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';
import { launchesIn, wordsOf } from './read.ts';

/** Text as it stands while someone types, and the launches that can be told. */
const halfTyped: readonly (readonly [string, readonly string[]])[] = [
  ['if x; then\nvllm serve m -tp 4\n', ['vllm serve m -tp 4']],
  ['for i in a; do\n  vllm serve m', ['vllm serve m']],
  ['f() {\n  vllm serve m', ['vllm serve m']],
  ['case $1 in\n a) vllm serve m', ['vllm serve m']],
  ['x $(vllm serve m', ['vllm serve m']],
  ['bash -c "vllm serve m', ['vllm serve m']],
  ['vllm serve m \\', ['vllm serve m']],
  ['vllm serve m -tp', ['vllm serve m -tp']],
  ['vllm serve m )\nvllm serve n', ['vllm serve m', 'vllm serve n']],
  ['done\nvllm serve m', ['vllm serve m']],
  ['vllm serve m <<EOF\nabc', ['vllm serve m']],
  ['<<<<<<< HEAD\nvllm serve m\n=======\nvllm serve n\n>>>>>>> x', ['vllm serve m', 'vllm serve n']],
];

describe('half-typed text', () => {
  test.each(halfTyped)('%s', (text, launches) => expect(launchesIn(text).map(wordsOf)).toEqual(launches));
});

const comments: readonly (readonly [string, readonly string[]])[] = [
  ['# a\nx # b\n#c', [' a', ' b', 'c']],
  ['x "# no" \'# no\' a#no $# ${#A} # yes', [' yes']],
  ['x <<EOF\n# no\nEOF\n# yes', [' yes']],
  ['bash <<EOF\n# yes\nx\nEOF', [' yes']],
  ['A=(\n  a # one\n  # two\n)', [' one', ' two']],
  ['x \\\n  # yes', [' yes']],
  ['if x; then # one\n  y\nfi # two', [' one', ' two']],
  ['f() { # one\n  x; }', [' one']],
  ['# a # b', [' a # b']],
  ['#', ['']],
  ['x # a\r\ny', [' a']],
];

describe('comments', () => {
  test.each(comments)('%s', (text, expected) => {
    const read = readShell(text).comments;
    expect(read.map((comment) => comment.text)).toEqual(expected);
    expect(read.map(({ span }) => text.slice(span.start, span.end))).toEqual(expected.map((comment) => `#${comment}`));
  });
});
