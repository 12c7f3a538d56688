import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonNode } from '../../../shared/model/json/json-node.ts';
import { parseJson } from '../../../shared/model/json/parse-json.ts';

/** The value that a tree stands for. */
function plain(node: JsonNode | undefined): unknown {
  switch (node?.kind) {
    case 'object':
      return Object.fromEntries([...node.members].map(([key, { value }]) => [key, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'null':
      return null;
    default:
      return node?.value;
  }
}

function* nodesOf(node: JsonNode | undefined): Generator<JsonNode> {
  if (node === undefined) return;
  yield node;
  if (node.kind === 'array') for (const item of node.items) yield* nodesOf(item);
  if (node.kind === 'object') for (const { value } of node.members.values()) yield* nodesOf(value);
}

describe('what Python reads', () => {
  const texts = [
    '{}',
    '[]',
    '3',
    '"a"',
    'null',
    '{"a": [1, 2.5e3, -1, true, null, "\\u00e9\\n"]}',
    '{"ignore": ["a", "b"], "b": {"id2label": {"0": "x"}}}',
  ];

  test.each(texts)('%s', (text) => {
    const { root, syntaxError, duplicates } = parseJson(text);
    expect(plain(root)).toEqual(JSON.parse(text));
    expect(syntaxError).toBeUndefined();
    expect(duplicates).toEqual([]);
  });

  test('any JSON value comes back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(plain(parseJson(text).root)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('NaN and the infinities', () => {
    const { root, syntaxError } = parseJson('{"a": NaN, "b": Infinity, "c": -Infinity, "d": 4}');
    expect(plain(root)).toEqual({ a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY, d: 4 });
    expect(syntaxError).toBeUndefined();
  });

  test('an integer is not a float', () => {
    const { root } = parseJson('[64, 64.0, 6e1]');
    expect(root?.kind === 'array' && root.items.map((item) => item.kind === 'number' && item.integer)).toEqual([true, false, false]);
  });
});

describe('what Python refuses is still read', () => {
  const rows: readonly (readonly [text: string, value: unknown, reason: string, at: string])[] = [
    ['{"a": 1, // one\n "b": 2}', { a: 1, b: 2 }, 'comment', '// one'],
    ['{/* x */ "a": 1}', { a: 1 }, 'comment', '/* x */'],
    ['{"a": 1,}', { a: 1 }, 'trailing-comma', ','],
    ['{"a": [1, 2, ], "b": 3}', { a: [1, 2], b: 3 }, 'trailing-comma', ','],
    ['{"a": 1 "b": 2}', { a: 1, b: 2 }, 'unexpected', '"b"'],
    ['{"a": , "b": 2}', { b: 2 }, 'unexpected', ','],
    ['{"a": 64x, "b": 2}', { b: 2 }, 'unexpected', 'x'],
    ['{"a": 1', { a: 1 }, 'unexpected', ''],
    ['{"a": "half', { a: 'half' }, 'unexpected', '"half'],
    ['{"a": {"b": 1, "c": [1, 2', { a: { b: 1, c: [1, 2] } }, 'unexpected', ''],
    ['{"ignore": ["a", "b', { ignore: ['a', 'b'] }, 'unexpected', '"b'],
    ['\ufeff{"a": 1}', { a: 1 }, 'byte-order-mark', '\ufeff'],
    ['{\'a\': 1, "b": 2}', { b: 2 }, 'unexpected', "'a'"],
  ];

  test.each(rows)('%s', (text, value, reason, at) => {
    const { root, syntaxError } = parseJson(text);
    expect(plain(root)).toEqual(value);
    expect(syntaxError?.reason).toBe(reason);
    expect(text.slice(syntaxError?.start, syntaxError?.end)).toBe(at);
  });

  test('of two equal keys the last one counts', () => {
    const text = '{"a": 1, "a": 2}';
    const { root, duplicates } = parseJson(text);
    expect(plain(root)).toEqual({ a: 2 });
    expect(duplicates.map(({ key, first, last }) => [key, text.slice(first.keyStart), text.slice(last.keyStart)])).toEqual([
      ['a', text.slice(1), text.slice(9)],
    ]);
  });

  test('20,000 nested brackets do not overflow the stack', () => {
    expect(parseJson('['.repeat(20_000)).syntaxError?.reason).toBe('depth');
    expect(parseJson('{"a":'.repeat(20_000)).syntaxError?.reason).toBe('depth');
    expect(parseJson(`{"ignore": ${'['.repeat(20_000)}${']'.repeat(20_000)}, "b": 1}`).root?.kind).toBe('object');
  });
});

test('every node of any text lies inside it', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"ignore"',
    '"',
    '1',
    '-',
    'NaN',
    '//',
    '/*',
    '\n',
    ' ',
    '\\',
    'null',
    'Infinity',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const { root, syntaxError, duplicates } = parseJson(text);
      const places = [...nodesOf(root), ...(syntaxError ? [syntaxError] : []), ...duplicates.map(({ last }) => last.value)];
      for (const { start, end } of places) expect(start >= 0 && start <= end && end <= text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});
