import { describe, expect, it } from 'vitest';
import type { JsonNode } from '../../../shared/model/json/json-node.ts';
import { jsonOfValue } from '../../../shared/model/json/json-of-value.ts';
import { parseJson } from '../../../shared/model/json/parse-json.ts';

const texts = [
  '{}',
  '[]',
  '{"a":1,"b":[true,false,null,"x"],"c":{"d":{"e":-0.5}},"10":1,"2":2}',
  '{"a":-0,"b":1e400,"c":1e21,"d":123456789012345678901,"e":1.0,"f":1e-7}',
  '{"a":"\\u0000\\"\\\\\\ud800 /","":{"":""},"__proto__":{"x":1},"a":2}',
  '{"ignore":["lm_head","re:.*a//b"],"quantized_layers":{"x":{"ignore":[1]}},"id2label":{"0":"A"}}',
];

describe('the JSON of a value', () => {
  it.each(texts)('is what is read in its text: %s', (text) => {
    const value: unknown = JSON.parse(text);
    expect(plain(jsonOfValue(value)?.root)).toEqual(plain(parseJson(JSON.stringify(value)).root));
  });

  it('has places in the order of the text, no two values at one', () => {
    const starts = startsOf(jsonOfValue(JSON.parse('{"a":{"b":[1,2]},"c":"d"}'))?.root);
    expect(starts).toHaveLength(6);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
  });

  it.each([499, 500, 501, 502])('is not made of what is nested too deeply to be read whole: %d', (depth) => {
    const text = '['.repeat(depth) + ']'.repeat(depth);
    expect(jsonOfValue(JSON.parse(text)) === undefined).toBe(parseJson(text).syntaxError !== undefined);
  });
});

/** A node without its places. */
function plain(node: JsonNode | undefined): unknown {
  if (node?.kind === 'array') return node.items.map(plain);
  if (node?.kind === 'object') return [...node.members].map(([key, member]) => [key, member.key, plain(member.value)]);
  return node && { ...node, start: 0, end: 0 };
}

function startsOf(node: JsonNode | undefined): readonly number[] {
  if (node?.kind === 'array') return [node.start, ...node.items.flatMap(startsOf)];
  if (node?.kind === 'object') return [node.start, ...[...node.members.values()].flatMap(({ value }) => startsOf(value))];
  return node ? [node.start] : [];
}
