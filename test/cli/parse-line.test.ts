import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLine, rememberConfig, textOfConfig } from '../../cli/batch/parse-line.ts';

const configs = [{ a: 1 }, { a: 1, b: 'x"},{"config":{' }, { a: { config: { a: 1 } } }, { '\\': ['}', '{', '\\"'] }, {}] as const;

function remember(line: string): void {
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null || !('config' in row)) return;
  const { config } = row;
  if (typeof config === 'object' && config !== null) rememberConfig(line, config, JSON.stringify(config));
}

describe('a line', () => {
  test('with a config that is known shares it', () => {
    const line = (id: number): string => `{"id":${id},"config":{"layers": 2, "name": "a}\\"{"},"launch":"x"}`;
    const first: unknown = JSON.parse(line(1));
    remember(line(1));
    const [second, third] = [parseLine(line(2)), parseLine(line(3))] as readonly { readonly config?: object }[];
    expect(first).toEqual({ id: 1, config: second?.config, launch: 'x' });
    expect(second?.config).toBe(third?.config);
    expect(textOfConfig(second?.config ?? {})).toBe('{"layers":2,"name":"a}\\"{"}');
  });

  test.each([
    ['of something else', '{"files":{"config":{"k":1}},"id":7}'],
    ['of something else, and of the row', '{"files":{"config":{"k":1}},"config":{"k":2}}'],
    ['twice, where the last counts', '{"config":{"k":1},"config":{"k":2}}'],
    ['in a text', '{"launch":"\\"config\\":{\\"k\\":1}"}'],
    ['with a space before it', '{"config": {"k":1}}'],
    ['that goes on', '{"config":{"k":1},"z":[]}'],
  ])('with a known config %s is what it says', (_, line) => {
    remember('{"id":1,"config":{"k":1}}');
    expect(parseLine(line)).toEqual(JSON.parse(line));
  });

  test.each(['{"config":{"k":1}', '{"config":{"k":1}}}', '"config":{"k":1}', '{"a":,"config":{"k":1}}'])(
    'that is no JSON fails as it did: %s',
    (line) => {
      remember('{"id":1,"config":{"k":1}}');
      const message = (parse: (text: string) => unknown): string => {
        try {
          return `parsed: ${parse(line)}`;
        } catch (error) {
          return String(error);
        }
      };
      expect(message(parseLine)).toBe(message(JSON.parse));
    },
  );

  test('is parsed as JSON.parse does it, whatever was remembered', () => {
    const config = fc.constantFrom(...configs);
    const value = fc.oneof(
      config,
      fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
    );
    const member = fc.tuple(fc.constantFrom('config', 'files', 'launch', '__proto__'), value);
    const row = fc
      .array(member, { maxLength: 4 })
      .map((members) => `{${members.map(([name, held]) => `${JSON.stringify(name)}:${JSON.stringify(held)}`)}}`);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (lines) => {
        for (const line of lines) {
          expect(parseLine(line)).toEqual(JSON.parse(line));
          remember(line);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
