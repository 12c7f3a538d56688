import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { vllm } from '../../../../shared/engines/vllm/index.ts';
import { commandOf } from '../command-of.ts';

interface Row {
  readonly entry: string;
  readonly argv: readonly string[];
  readonly parses: boolean;
  readonly model?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Argument lists after `vllm serve m/x`, and what the parser makes of them. */
const accepted: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['--tensor-parallel-size 8', { tensorParallelSize: 8 }],
  ['--tensor_parallel_size=8', { tensorParallelSize: 8 }],
  ['--tensor_parallel-size 8', { tensorParallelSize: 8 }],
  ['-tp 8 -pp=2', { tensorParallelSize: 8, pipelineParallelSize: 2 }],
  ['--pipeline 2', { pipelineParallelSize: 2 }],
  ['-tp 8 --tensor-parallel-size 2', { tensorParallelSize: 2 }],
  ['-tp 1_0', { tensorParallelSize: 10 }],
  ['-tp -2', { tensorParallelSize: -2 }],
  ['-n4', { nnodes: 4 }],
  ['-qawq', { quantization: 'awq' }],
  ['--no-enable-prefix-caching --enforce-eager', { enablePrefixCaching: false, enforceEager: true }],
  ['--enforce', { enforceEager: true }],
  ['--max-model-len 128k', { maxModelLen: 128000 }],
  ['--max-model-len 2.5k', { maxModelLen: 2500 }],
  ['--max-model-len 1M', { maxModelLen: 1048576 }],
  ['--max-model-len Auto', { maxModelLen: -1 }],
  ['--served-model-name a b --port 1', { servedModelName: ['a', 'b'], port: 1 }],
  ['--served-model-name=a', { servedModelName: ['a'] }],
  ['--device-ids 0,GPU-1', { deviceIds: [0, 'GPU-1'] }],
  ['--gpu-memory-utilization .9', { gpuMemoryUtilization: 0.9 }],
  ['--hf-token --port 1', { hfToken: true, port: 1 }],
  ['--moe-backend Flashinfer-Cutlass', { moeBackend: 'flashinfer_cutlass' }],
  ['--hf-overrides {"a":NaN}', { hfOverrides: { a: null } }],
  ['--hf-overrides some.module', { hfOverrides: 'some.module' }],
  ['--kv-transfer-config {"cpu_bytes_to_use":80m}', { kvTransferConfig: { cpu_bytes_to_use: 80000000 } }],
  ['--eplb-config.num_redundant_experts=32', { eplbConfig: { num_redundant_experts: 32 } }],
  [
    '--speculative_config.model d --speculative_config.num_speculative_tokens 3',
    { speculativeConfig: { model: 'd', num_speculative_tokens: 3 } },
  ],
  ['--hf-overrides.text_config.num_attention_heads 40', { hfOverrides: { text_config: { num_attention_heads: 40 } } }],
  ['--hf-overrides.a+ x --hf-overrides.a+=y,z', { hfOverrides: { a: ['x', 'y', 'z'] } }],
  ['--speculative-config {"model":"a"} --speculative-config.model b', { speculativeConfig: { model: 'b' } }],
  ['-cc.mode 3', { compilationConfig: { mode: 3 } }],
  ['-O3 -tp 2', { tensorParallelSize: 2 }],
  ['-O 2 -tp 2', { tensorParallelSize: 2 }],
  ['--max-num-batched-tokens 8K', { maxNumBatchedTokens: 8192 }],
];

/** Argument lists that the parser refuses, with the start of the finding. */
const refused: readonly (readonly [string, string, string])[] = [
  ['--tp 4', 'option-unknown', 'vLLM main of 2026-08-17 (after v0.26) does not know --tp; write --tensor-parallel-size'],
  [
    '--tensor-paralel-size 4',
    'option-unknown',
    'vLLM main of 2026-08-17 (after v0.26) does not know --tensor-paralel-size; did you mean --tensor-parallel-size',
  ],
  ['-tp4', 'option-unknown', 'vLLM main of 2026-08-17 (after v0.26) does not know -tp4; write -tp 4'],
  ['-TP 4', 'option-unknown', 'vLLM main of 2026-08-17 (after v0.26) does not know -TP; write --tensor-parallel-size'],
  ['-tp four', 'option-value', '-tp takes a whole number, not four'],
  ['-tp 4.0', 'option-value', '-tp takes a whole number, not 4.0'],
  ['-tp', 'option-value', '-tp needs a value'],
  ['-tp --port 1', 'option-value', '-tp needs a value'],
  ['-ep 8', 'option-value', '-ep is a switch and takes no value, 8 is refused; leave the value out'],
  ['--enforce-eager=True', 'option-value', '--enforce-eager is a switch and takes no value, True is refused; leave the value out'],
  ['--dtype bf16', 'option-value', '--dtype does not take bf16; it takes auto, bfloat16, float, float16, float32, half'],
  ['--max-lora-rank 24', 'option-value', '--max-lora-rank does not take 24; it takes 1, 8, 16, 32, 64, 128, 256, 320, 512'],
  ['--max-model-len 1.5K', 'option-value', '--max-model-len takes no fraction with a binary suffix, 1.5K; 1.5k would be accepted'],
  [
    '--speculative-config {model:d}',
    'option-value',
    "--speculative-config takes JSON, and {model:d} is not valid JSON; write it between ' so that its quotes reach vLLM",
  ],
  ['--enable-e', 'option-unknown', '--enable-e is short for more than one option'],
  ['stray', 'option-unknown', 'vLLM main of 2026-08-17 (after v0.26) refuses the argument stray: it belongs to no option'],
  [
    '--swap-space 4',
    'option-removed',
    'vLLM main of 2026-08-17 (after v0.26) no longer has --swap-space; nothing took its place, leave it out',
  ],
  [
    '--speculative-model d',
    'option-removed',
    'vLLM main of 2026-08-17 (after v0.26) no longer has --speculative-model; write --speculative-config.model d',
  ],
  [
    '--worker-use-ray',
    'option-removed',
    'vLLM main of 2026-08-17 (after v0.26) no longer has --worker-use-ray; write --distributed-executor-backend ray',
  ],
];

/** What an older release takes: no version is told here, so that the launch may be meant for that one. */
const wasTakenOnce: ReadonlySet<string> = new Set([
  '--enable-e',
  '--max-lora-rank 24',
  '--swap-space 4',
  '--speculative-model d',
  '--worker-use-ray',
]);

describe('arguments of vllm serve', () => {
  test.each(accepted)('reads %s', (argv, values) => {
    const launch = only(`vllm serve m/x ${argv}`);
    expect(launch.problems.map(({ message }) => message())).toEqual([]);
    expect(launch.model?.text).toBe('m/x');
    for (const [name, value] of Object.entries(values)) expect(launch.options.get(name)?.value).toEqual(value);
  });

  test.each(refused)('refuses %s', (argv, rule, message) => {
    const launch = only(`vllm serve m/x ${argv}`);
    expect(launch.problems).toHaveLength(1);
    expect(launch.problems[0]).toMatchObject({ rule, severity: wasTakenOnce.has(argv) ? 'warning' : 'error' });
    expect(launch.problems[0]?.message()).toContain(message);
    expect(launch.model?.text).toBe('m/x');
  });

  test('an option that reads None is as if it were not written', () => {
    expect(only('vllm serve m/x --max-cpu-loras 4 --max-cpu-loras None').options.has('maxCpuLoras')).toBe(false);
  });

  test('keys that every object has are like any other in a dotted option', () => {
    const { options } = only('vllm serve m/x --speculative-config.__proto__.a 1 --speculative-config.toString b');
    expect(options.get('speculativeConfig')?.text).toBe('{"__proto__":{"a":1},"toString":"b"}');
  });

  test.each([
    ['a value', ['--speculative-config.a', `${'['.repeat(20_000)}${']'.repeat(20_000)}`]],
    ['an object', ['--hf-overrides', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`]],
    ['a key', [`--speculative-config${'.a'.repeat(20_000)}`, '1']],
  ])('%s that is nested beyond all measure is not followed', (_, argv) => {
    expect(only(['vllm', 'serve', 'm/x', ...argv, '-tp', '2']).options.get('tensorParallelSize')?.value).toBe(2);
  });

  test('the model may stand last, or be an option', () => {
    expect(only('vllm serve -tp 2 m/x').model).toMatchObject({ text: 'm/x', place: { span: { start: 17, end: 20 } } });
    expect(only('vllm serve --model=m/x -tp 2').model).toMatchObject({
      text: 'm/x',
      source: 'm/x',
      place: { span: { start: 19, end: 22 } },
    });
  });
});

const table = new URL('../../../../../shared/cases/vllm-cli.jsonl', import.meta.url);

describe.skipIf(!existsSync(table))("the verdicts of vLLM's own parser", () => {
  const rows: readonly Row[] = existsSync(table)
    ? readFileSync(table, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

  test.each(rows.map((row) => [row.argv.join(' '), row] as const))('%s', (_, row) => {
    const launch = only([...row.entry.split(' '), ...row.argv]);
    expect(launch.problems.some(({ rule }) => rule !== 'option-ignored')).toBe(!row.parses);
    if (!row.parses) return;
    expect(launch.model?.text ?? 'Qwen/Qwen3-0.6B').toBe(row.model);
    for (const [name, value] of Object.entries(row.values ?? {})) {
      expect(launch.options.get(name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()))?.value).toEqual(value);
    }
  });
});

function only(words: string | readonly string[]): Launch {
  const [launch] = vllm.recognize([commandOf(words)], undefined);
  if (launch === undefined) throw new Error('no launch');
  return launch;
}
