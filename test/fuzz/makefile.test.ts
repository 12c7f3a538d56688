import { fixtureTexts } from './flaw-at-path.ts';
import { testReader } from './test-reader.ts';

const pieces = [
  '$(',
  '$(TP)',
  ')',
  '$$',
  'A := $(A)\n',
  'A += b\n',
  'A ?= $(B)\n',
  'a b: c\n',
  'a: A = b\n',
  '\t',
  '\tvllm $(A)\n',
  '\t@-',
  'define a\n',
  'endef\n',
  'ifndef A\n',
  'endif\n',
  'include .env\n',
  'export\n',
  'export A = vllm\n',
  '.ONESHELL:\n',
];

const texts = fixtureTexts('makefile');

testReader({ name: 'makefile', path: 'Makefile', texts, pieces });
