import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { appendToList } from '../../server/json-append.ts';
import { applyEdits } from '../../shared/text/edit.ts';

const entry = { rule: 'a', reason: '' };
const written = '{ "rule": "a", "reason": "" }';

const cases: readonly (readonly [string, string])[] = [
  ['{}', `{\n  "list": [\n    ${written}\n  ]\n}`],
  ['{\n}\n', `{\n  "list": [\n    ${written}\n  ]\n}\n`],
  ['{ "b": 1 }', `{ "b": 1, "list": [${written}] }`],
  ['{\n    "b": 1 // one\n}\n', `{\n    "b": 1, // one\n    "list": [\n        ${written}\n    ]\n}\n`],
  ['{\n\t"b": 1,\n}\n', `{\n\t"b": 1,\n\t"list": [\n\t\t${written}\n\t],\n}\n`],
  ['{\r\n  "list": []\r\n}\r\n', `{\r\n  "list": [\r\n    ${written}\r\n  ]\r\n}\r\n`],
  ['{ "list": [{}] }', `{ "list": [{}, ${written}] }`],
  [
    '{\n  "list": [\n    { "rule": "b" }, // old, why\n    // end\n  ],\n}\n',
    `{\n  "list": [\n    { "rule": "b" }, // old, why\n    // end\n    ${written},\n  ],\n}\n`,
  ],
  ['{\n  "list": [\n    { "rule": "b" } /* , */\n  ]\n}\n', `{\n  "list": [\n    { "rule": "b" }, /* , */\n    ${written}\n  ]\n}\n`],
];

test.each(cases)('%j keeps everything else', (text, expected) => {
  const result = applyEdits(text, appendToList(text, 'list', entry) ?? []);
  expect(result).toBe(expected);
  expect(parse(result, [], { allowTrailingComma: true }).list.at(-1)).toEqual(entry);
});

test.each(['', '[]', '3', '{ "list": 3 }', '{ "list": [', '{ "b": 1'])('%j is left alone', (text) => {
  expect(appendToList(text, 'list', entry)).toBeUndefined();
});
