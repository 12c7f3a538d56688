import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../../shared/documents/command.ts';
import { nothingAround } from '../../../../shared/documents/document.ts';
import { readerOf } from '../../../../shared/documents/readers.ts';
import { readVariables } from '../../../../shared/documents/yaml/compose/read-variables.ts';
import { keywordsOf } from '../../../../shared/documents/yaml/keywords-of.ts';
import { mapAt, scalarAt, textAt, valueAt } from '../../../../shared/documents/yaml/node.ts';
import { parseYaml } from '../../../../shared/documents/yaml/parse-yaml.ts';
import { wordOf } from '../../../../shared/documents/yaml/words.ts';

function rootOf(text: string) {
  return parseYaml(text).roots[0];
}

describe('an alias', () => {
  const text = 'base: &base\n  tp: &tp 4\n  other: "8"\nown:\n  <<: *base\n  other: 2\nsize: *tp\n';

  test('is the place of its value, which is written at the anchor', () => {
    const size = scalarAt(rootOf(text), 'size');
    const word = size && wordOf(size);
    expect(word?.text).toBe('4');
    expect(word?.source).toBe('*tp');
    const editable = word && placeOf(word).editable;
    expect(editable && text.slice(editable.start - 4, editable.end)).toBe('&tp 4');
  });

  test('of a map gives entries, after those of the map itself', () => {
    expect(textAt(rootOf(text), 'own', 'tp')).toBe('4');
    expect(textAt(rootOf(text), 'own', 'other')).toBe('2');
    expect(mapAt(rootOf(text), 'own')?.complete).toBe(true);
  });

  test('of itself, or of nothing, is unknown', () => {
    expect(scalarAt(rootOf('a: &a\n  b: *a\n'), 'a', 'b')?.value).toBeUndefined();
    const own = mapAt(rootOf('a: {<<: *b, c: 1}'), 'a');
    expect(own?.complete).toBe(false);
  });
});

describe('a map of options', () => {
  test('has values, their places and inner maps', () => {
    const text = 'vllm:\n  tensor_parallel_size: "4"\n  enforce_eager: true\n  rope: {factor: 2.0}\n  name: {{ .Values.name }}\n';
    const map = mapAt(rootOf(text), 'vllm');
    const keywords = map && keywordsOf(map, 'yaml:vllm', { start: 0, end: 4 });
    expect(keywords?.given.map(({ name, value }) => [name, value])).toEqual([
      ['tensor_parallel_size', '4'],
      ['enforce_eager', true],
      ['rope', { factor: 2 }],
      ['name', undefined],
    ]);
    expect(keywords?.given.map(({ word }) => word.source)).toEqual(['4', 'true', '{factor: 2.0}', '{{ .Values.name }}']);
    expect(keywords?.given[2]?.inner?.given[0]?.value).toBe(2);
    expect(keywords?.complete).toBe(true);
  });

  test('is not complete where a template writes more of it', () => {
    const text = 'vllm:\n  a: 1\n  {{- toYaml .Values.more | nindent 2 }}\nnext: 1\n';
    expect(mapAt(rootOf(text), 'vllm')?.complete).toBe(false);
    expect(scalarAt(rootOf('a:\n  {{- toYaml .b | nindent 2 }}\nc: 1'), 'a')?.value).toBeUndefined();
  });
});

test('what is inside a block of templates may be there or not', () => {
  const text = 'args:\n{{- if .a }}\n- --b\n{{- end }}\n- --c\n';
  const args = valueAt(rootOf(text), 'args');
  expect(args?.kind === 'list' ? args.items.map(({ uncertain }) => uncertain) : []).toEqual([true, false]);
});

test.each([
  ['A=1', '1'],
  ['export A="x y" # z', 'x y'],
  ["A='$B'", '$B'],
  ['A=x # y', 'x'],
  ['A=', ''],
  ['A=$B', undefined],
  ['A="x', undefined],
  ['#A=1\nA: 2', '2'],
])('%s in a file of variables is %s', (line, value) => {
  expect(readVariables(line).get('A')).toBe(value);
});

test.each([
  ['a.yaml', undefined, true],
  ['x/docker-compose.yml', 'dockercompose', true],
  ['values.yaml.j2', undefined, true],
  ['deployment.tpl', undefined, true],
  ['a.json', undefined, false],
  ['notes', 'helm', true],
  ['notes', 'github-actions-workflow', true],
])('%s as %s is YAML: %s', (path, languageId, accepted) => {
  expect(readerOf(path, languageId)?.kind === 'yaml').toBe(accepted);
});

test('comments are those of YAML, and those in scripts that speak to the linter', () => {
  const text = '# a\nrun: |\n  # b\n  x # shardlint: ignore[c]\nfolded: >\n  # shardlint: ignore\nq: "# d" # e\n';
  const comments = readerOf('a.yaml')?.read(text, nothingAround).comments ?? [];
  expect(comments.map((comment) => comment.text)).toEqual([' a', ' shardlint: ignore[c]', ' e']);
  expect(comments.map(({ span }) => text[span.start])).toEqual(['#', '#', '#']);
});
