import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { vllm } from '../../../../shared/engines/vllm/index.ts';
import { optionTable } from '../../../../shared/engines/vllm/option-table.ts';
import { commandOf, type TestWord } from '../command-of.ts';

const names = Object.values(optionTable).flatMap((rows) =>
  rows.flatMap(([name, , , , aliases]) => [`--${name}`, ...aliases.split(' ').filter(Boolean)]),
);

const flag = fc.oneof(
  fc.constantFrom(...names, '--tp', '--tp-size', '-tp4', '--no-', '--', '-', '-O3', '--task', '--eplb-config.a.b+'),
  fc.tuple(fc.constantFrom(...names), fc.nat(8)).map(([name, cut]) => name.slice(0, Math.max(2, name.length - cut))),
  fc.constantFrom(...names).map((name) => name.replaceAll('-', '_').replace(/^__?/, '--')),
);
const value = fc.oneof(
  fc.constantFrom('4', '-1', '0', 'auto', '32k', '1.5K', 'true', 'm/x', '{"a":1}', '{a', 'None', 'fp16', '...', '0,1'),
  fc.string({ maxLength: 6 }).filter((text) => text !== '' && !/\s/.test(text)),
);
const literal = fc.oneof(
  flag,
  value,
  fc.tuple(flag, value).map(([left, right]) => `${left}=${right}`),
  fc.tuple(flag, value).map(([left, right]) => `${left}.${right}`),
);
const unknown = fc.constantFrom<TestWord>(
  { source: '$X' },
  { source: '"$@"' },
  { source: '--port=$X' },
  { source: '--$X' },
  { source: '$TP', text: '4', origin: 900 },
);
const start = fc.constantFrom<readonly string[]>(
  ['vllm', 'serve'],
  ['vllm', 'serve', 'm/x'],
  ['python', '-m', 'vllm.entrypoints.openai.api_server', '--model', 'm/x'],
  ['vllm', 'bench', 'throughput', '--model', 'm/x'],
  ['vllm', 'run-batch'],
);
const setting = fc.option(
  fc
    .constantFrom('0.5', '0.8', '0.9.1', '0.10.2', '0.11', '0.15.1', '0.26', '0.27', '0.50')
    .map((text) => ({ text, release: text.split('.').map(Number) })),
  { nil: undefined },
);

describe('any argument list', () => {
  test('is read without a throw, and every place lies in its words', () => {
    fc.assert(
      fc.property(start, fc.array(fc.oneof(literal, literal, unknown), { maxLength: 12 }), setting, (program, words, version) => {
        const command = commandOf([...program, ...words]);
        for (const launch of vllm.recognize([command], version)) {
          for (const { span, message } of launch.problems) {
            expect(message()).not.toBe('');
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeLessThanOrEqual(command.span.end);
            expect(span.start).toBeLessThanOrEqual(span.end);
          }
          for (const { place, flagPlace } of launch.options.values()) {
            for (const { span } of [place, flagPlace]) expect(span.start <= span.end && span.end <= command.span.end).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a replacement takes its finding away', () => {
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 8 }), setting, (words, version) => {
        const text = ['vllm', 'serve', 'm/x', ...words].join(' ');
        const findings = findingsOf(text, version);
        for (const { replacement } of findings) {
          if (replacement === undefined) continue;
          const { span, newText } = replacement;
          const after = findingsOf(text.slice(0, span.start) + newText + text.slice(span.end), version);
          expect(after.length).toBeLessThan(findings.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function findingsOf(text: string, version: Parameters<typeof vllm.recognize>[1]) {
  return vllm.recognize([commandOf(text)], version)[0]?.problems ?? [];
}
