import { describe, expect, test } from 'vitest';
import { type LaunchDocument, nothingAround } from '../../../../shared/documents/document.ts';
import { readJustfile } from '../../../../shared/documents/justfile/read-justfile.ts';
import { readMakefile } from '../../../../shared/documents/makefile/read-makefile.ts';
import { readerOf } from '../../../../shared/documents/readers.ts';

function textsOf({ commands }: LaunchDocument): readonly string[] {
  return commands.map(({ words }) => words.map((word) => word.text ?? (word.spread === true ? '…' : '?')).join(' '));
}

const made = (...lines: readonly string[]): readonly string[] => textsOf(readMakefile(lines.join('\n'), nothingAround));
const just = (...lines: readonly string[]): readonly string[] => textsOf(readJustfile(lines.join('\n'), nothingAround));

test.each([
  ['Makefile', 'makefile'],
  ['GNUmakefile', 'makefile'],
  ['Makefile.gpu', 'makefile'],
  ['serve.mk', 'makefile'],
  ['Makefile.md', 'markdown'],
  ['justfile', 'justfile'],
  ['.justfile', 'justfile'],
  ['serve.just', 'justfile'],
  ['Procfile', 'procfile'],
  ['Procfile.dev', 'procfile'],
])('%s is a %s', (path, kind) => {
  expect(readerOf(path)?.kind).toBe(kind);
});

describe('a makefile', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['variables', ['A = $(B)', 'B := b', 't:', '\tvllm $(A) ${B} $(C)'], ['vllm b b …']],
    ['set at once or later', ['A := $(B)', 'B = b', 't:', '\tvllm $(A)'], ['vllm …']],
    ['the last value', ['A = 1', 't:', '\tvllm $(A)', 'A = 2'], ['vllm 2']],
    ['a default', ['A ?= 1', 'A ?= 2', 't:', '\tvllm $(A)'], ['vllm 1']],
    ['appended', ['A = 1', 'A += 2 $(B)', 'B = 3', 't:', '\tvllm $(A)'], ['vllm 1 2 3']],
    ['several lines', ['A = 1 \\', '  2 # three', 't:', '\tvllm $(A)'], ['vllm 1 2']],
    ['functions', ['t:', '\tvllm $(shell nproc) $(if $(A),b) x$(wildcard *)y'], ['vllm … … ?']],
    ['dollars of the shell', ['t:', '\tA=1; vllm $$A $${A}'], ['vllm 1 1']],
    ['each line a shell of its own', ['t:', '\tA=1', '\tvllm $$A'], ['vllm …']],
    ['signs of make', ['t:', '\t@-vllm serve', '\t@ vllm x'], ['vllm serve', 'vllm x']],
    ['a recipe on the line of its rule', ['t: a b ; vllm serve'], ['vllm serve']],
    ['conditions', ['ifeq ($(X),1)', 'A = 1', 'else', 'A = 2', 'endif', 't:', '\tvllm $(A)'], ['vllm …']],
    ['a condition that gives a default', ['ifeq ($(A),)', 'A = 1', 'endif', 't:', '\tvllm $(A)'], ['vllm 1']],
    ['an included file', ['A = 1', 'include other.mk', 'B = 2', 't:', '\tvllm $(A) $(B)'], ['vllm … 2']],
    ['a value that refers to itself', ['A = $(A)', 't:', '\tvllm $(A)'], ['vllm …']],
    ['exported', ['export A = 1', 'B = 2', 't:', '\tvllm $$A $$B'], ['vllm 1 …']],
    ['exported by name', ['A = 1', 'export A', 't:', '\tvllm $$A'], ['vllm 1']],
    ['no rule before it', ['\tvllm serve'], []],
  ])('%s', (_, lines, commands) => {
    expect(made(...lines)).toEqual(commands);
  });

  test('comments of the file and of recipes', () => {
    expect(readMakefile('# one\nt:\n\t# two\n\tvllm\n', nothingAround).comments.map(({ text }) => text)).toEqual([' one', ' two']);
  });

  test('a file of variables beside it', () => {
    const around = { path: 'Makefile', readBeside: (path: string) => (path === '.env' ? 'A=1' : undefined) };
    expect(textsOf(readMakefile('include .env\nt:\n\tvllm $(A)', around))).toEqual(['vllm 1']);
  });
});

describe('a justfile', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['values', ['a := \'x\' + "y"', 't:', '  vllm {{a}} {{ b }} {{{{'], ['vllm xy … {{']],
    ['defaults of parameters', ['t a=\'1\' b="2" c *d:', '  vllm {{a}} {{b}} {{c}} {{d}}'], ['vllm 1 2 … …']],
    ['exported', ["export A := '1'", 't $B="2":', '  vllm $A $B'], ['vllm 1 2']],
    ['the environment', ['a := env_var_or_default("A", "1")', 'b := env("B")', 't:', '  vllm {{a}} {{b}}'], ['vllm 1 …']],
    ['commands and functions', ['a := `nproc`', 'b := uppercase("x")', 't:', '  vllm {{a}} {{b}}'], ['vllm … …']],
    ['each line a shell of its own', ['t:', '  A=1', '  @vllm $A'], ['vllm …']],
    ['a script', ['t:', '  #!/bin/bash', '  A=1', '  vllm $A'], ['vllm 1']],
    ['a script of another program', ['t:', '  #!/usr/bin/env python3', '  vllm = 1'], []],
    ['another shell', ['set shell := ["pwsh", "-c"]', 't:', '  vllm serve'], []],
  ])('%s', (_, lines, commands) => {
    expect(just(...lines)).toEqual(commands);
  });
});

test.each(['A = $(A)$(B)\n', 'A += $(A)\n', 'A := $(A)$(A)x\n', 't:\n', '\tx $(A) \\\n', 'ifdef A\n', '$(((', 'define A\n'])(
  '10,000 times %j is read',
  (piece) => {
    expect(readMakefile(`t:\n${piece.repeat(10_000)}`, nothingAround).kind).toBe('makefile');
  },
);

test.each(['a := a + a\n', 't:\n', '  {{a}}\n', '{{', 't a=b:\n  x\n'])('10,000 times %j is read as a justfile', (piece) => {
  expect(readJustfile(`a := "x"\nt:\n${piece.repeat(10_000)}`, nothingAround).kind).toBe('justfile');
});

test.each<[string, readonly string[], readonly string[]]>([
  ['blanks around the joint', ['A = a  \\', '   b', 't:', '\te $(A)'], ['e a b']],
  ['a backslash inside a line', ['A = a\\b c \\', 'd', 't:', "\te '$(A)'"], ['e a\\b c d']],
  ['a hash behind a backslash', ['A = a\\#b # c', 't:', "\te '$(A)'"], ['e a\\#b']],
  ['nothing but joints before a rule', ['\\', '\\', 't:', '\te'], ['e']],
])('lines of a makefile that go on: %s', (_, lines, commands) => {
  expect(made(...lines)).toEqual(commands);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['an escape', ['t:', "  e '{{{{a}}'"], ['e {{a}}']],
  ['braces inside a value', ['t:', "  e {{'{b}'}}"], ['e {b}']],
  ['a value that is not closed', ['t:', "  e '{{a + '", '  f {{"g"}}'], ['e {{a + ', 'f g']],
])('values in a line of just: %s', (_, lines, commands) => {
  expect(just(...lines)).toEqual(commands);
});
