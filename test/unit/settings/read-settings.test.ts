import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../shared/settings/read-settings.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

const path = '/project/.shardlint.json';

/** Each finding as `severity: message | underlined text`. */
function told(text: string): readonly string[] {
  return readSettings(path, text).findings.map(
    ({ severity, message, span }) => `${severity}: ${message} | ${text.slice(span.start, span.end)}`,
  );
}

describe('readSettings', () => {
  test('reads every field, with comments and trailing commas', () => {
    const text = `{
      // what our cluster runs
      "$schema": "./shardlint.schema.json",
      "engine": "vllm",
      "engineVersions": { "vllm": "0.11" },
      "hardware": { "gpu": "H100-80GB", "count": 8 },
      "tensorParallel": { "targets": [8, 2, 2] },
      "modelPaths": { "/models": "models", "/data": "/srv/data", "s3://m": "~/m" },
      "severity": { "kv-heads": "off", "power-of-two": "warning" },
      "suppressions": [{ "rule": "quant-group", "files": "legacy/**", "reason": "frozen" }],
    }`;
    const { settings, findings } = readSettings(path, text);
    expect(findings).toEqual([]);
    const start = text.indexOf('{ "rule"');
    expect(settings).toEqual({
      engine: 'vllm',
      engineVersions: { vllm: '0.11' },
      hardware: { gpu: 'H100-80GB', count: 8 },
      targets: { sizes: [2, 8], chosen: true },
      modelPaths: [
        { prefix: '/models', folder: `${path.slice(0, path.lastIndexOf('/'))}/models` },
        { prefix: '/data', folder: '/srv/data' },
        { prefix: 's3://m', folder: '~/m' },
      ],
      severity: new Map([
        ['kv-heads', 'off'],
        ['power-of-two', 'warning'],
      ]),
      suppressions: [{ rule: 'quant-group', files: 'legacy/**', reason: 'frozen', span: { start, end: text.indexOf('}', start) + 1 } }],
      path,
    });
  });

  test.each<[string, readonly string[]]>([
    ['', []],
    ['// nothing yet\n', []],
    ['{}', []],
    ['[]', ['error: the settings must be an object | [']],
    ['"vllm"', ['error: the settings must be an object | "']],
    ['{"engne": "vllm"}', ['error: unknown setting engne; did you mean engine | "engne"']],
    ['{"engine": "vlm"}', ['error: engine cannot be vlm; did you mean vllm | "vlm"']],
    ['{"engine": 1}', ['error: engine must be one of vllm, sglang, lmdeploy, trtllm, tgi | 1']],
    ['{"engineVersions": {"vllm": "latest"}}', ['error: engineVersions.vllm must be a release such as 0.11 or 0.11.2 | "latest"']],
    ['{"engineVersions": {"vllm": 0.11}}', ['error: engineVersions.vllm must be a text | 0.11']],
    ['{"modelPaths": {"/models": 4}}', ['error: modelPaths./models must be a text | 4']],
    ['{"modelPaths": {"/models": ""}}', ['error: modelPaths./models must not be empty | ""']],
    ['{"hardware": {"gpus": 4}}', ['error: unknown setting gpus; did you mean gpu | "gpus"']],
    ['{"hardware": {"count": 0}}', ['error: hardware.count must be a whole number from 1 | 0']],
    ['{"hardware": {"gpu": ""}}', ['error: hardware.gpu must not be empty | ""']],
    ['{"tensorParallel": {"targets": 8}}', ['error: tensorParallel.targets must be a list | 8']],
    ['{"tensorParallel": {"targets": [2, 2.5]}}', ['error: tensorParallel.targets[1] must be a whole number | 2.5']],
    ['{"severity": {"kv-head": "off"}}', ['error: no rule kv-head; did you mean kv-heads | "kv-head"']],
    ['{"severity": {"kv-heads": "warn"}}', ['error: severity.kv-heads cannot be warn; did you mean warning | "warn"']],
    [
      '{"suppressions": [{"rule": "kvheads", "reason": "x"}]}',
      ['error: suppressions[0].rule cannot be kvheads; did you mean kv-heads | "kvheads"'],
    ],
    ['{"suppressions": [{"reason": "x"}]}', ['error: suppressions[0].rule must be the id of a rule, or * | {"reason": "x"}']],
    [
      '{"suppressions": [{"rule": "kv-heads"}]}',
      ['warning: the suppression of kv-heads has no reason; say why in "reason" | {"rule": "kv-heads"}'],
    ],
    ['{"engine": "vllm"', ['error: not valid JSON: close brace expected | "']],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('one wrong value loses nothing else', () => {
    const text =
      '{"engine": 3, "hardware": {"gpu": "H100", "count": "x"}, "tensorParallel": {"targets": ["a", 4, 0, 8]}, "severity": {"a": "off", "kv-heads": "off"}}';
    const { settings, findings } = readSettings(path, text);
    expect(findings).toHaveLength(5);
    expect(settings).toEqual({
      ...defaultSettings,
      hardware: { gpu: 'H100', count: undefined },
      targets: { sizes: [4, 8], chosen: true },
      severity: new Map([['kv-heads', 'off']]),
      path,
    });
  });

  test('a suppression with a misspelt key silences nothing, and the others keep their places', () => {
    const text = '{"suppressions": [{"rule": "kv-heads", "file": "a", "reason": "x"}, {"rule": "quant-group", "reason": "y"}]}';
    const { settings } = readSettings(path, text);
    expect(settings.suppressions.map(({ rule, span }) => [rule, span && text.slice(span.start, span.end)])).toEqual([
      ['quant-group', '{"rule": "quant-group", "reason": "y"}'],
    ]);
  });

  test('a half-typed file keeps what stands before', () => {
    expect(readSettings(path, '{"hardware": {"gpu": "A100", "count": ').settings.hardware).toEqual({ gpu: 'A100', count: undefined });
  });

  test('lies over the settings that it is given', () => {
    const base = readSettings(path, '{"hardware": {"gpu": "A100", "count": 4}, "severity": {"kv-heads": "off"}}').settings;
    const { settings } = readSettings(path, '{"hardware": {"count": 8}, "severity": {"mlp-width": "error"}}', base);
    expect(settings.hardware).toEqual({ gpu: 'A100', count: 8 });
    expect([...settings.severity.keys()]).toEqual(['kv-heads', 'mlp-width']);
  });

  test('any text: never throws, and every finding stands inside', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"engine"',
      '"suppressions"',
      '"rule"',
      '"severity"',
      '"kv-heads"',
      '"off"',
      '1',
      'null',
      '//',
      '\n',
      '"',
      '*/',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
          fc.json(),
          fc.string(),
        ),
        (text) => {
          const { settings, findings } = readSettings(path, text);
          expect(settings.targets.sizes.length).toBeGreaterThan(0);
          for (const { span, message } of findings) {
            expect(message).not.toBe('');
            expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('deep nesting is refused, not followed', () => {
    expect(readSettings(path, '['.repeat(90_000)).findings.map(({ message }) => message)).toEqual(['this is not a settings file']);
    expect(readSettings(path, `// ${'x'.repeat(100_000)}\n{`).findings.map(({ message }) => message)).toEqual([
      'this is not a settings file',
    ]);
  });

  test('a list that is wrong in every element loses nothing else', () => {
    const text = `{ "engine": "sglang", "suppressions": [${'0,'.repeat(40_000)} { "rule": "quant-group", "reason": "frozen" }] }`;
    const { settings, findings } = readSettings(path, text);
    expect(findings).toHaveLength(40_000);
    expect([settings.engine, settings.suppressions.map(({ rule }) => rule)]).toEqual(['sglang', ['quant-group']]);
  });

  test('wrong elements between right ones are left out alone', () => {
    const text =
      '{ "tensorParallel": { "targets": [2, 0, 4, "8", 16], "target": 1 }, "severity": { "kv-heads": "of", "quant-group": "off" } }';
    const { settings } = readSettings(path, text);
    expect(settings.targets.sizes).toEqual([2, 4, 16]);
    expect([...settings.severity]).toEqual([['quant-group', 'off']]);
  });
});
