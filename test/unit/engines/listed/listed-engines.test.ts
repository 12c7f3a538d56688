import { describe, expect, test } from 'vitest';
import { readPython } from '../../../../shared/documents/python/read-python.ts';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';
import { namesAListedEngine, namesAnEngine } from '../../../../shared/engines/marks.ts';
import { engines, listedEngines } from '../../../../shared/engines/registry.ts';

type Read = readonly [engine: string, entryPoint: string, model: string | undefined, tensorParallelSize: unknown];

const commands: readonly (readonly [string, Read | undefined])[] = [
  ['mlc_llm serve HF://mlc-ai/Llama-3-8B-MLC', ['mlc', 'mlc_llm serve', 'HF://mlc-ai/Llama-3-8B-MLC', undefined]],
  ['mlc_llm chat M --overrides "context_window_size=4096;tensor_parallel_shards=2"', ['mlc', 'mlc_llm chat', 'M', 2]],
  ['python -m mlc_llm serve M --overrides "tensor_parallel_shards=$N"', ['mlc', 'mlc_llm serve', 'M', undefined]],
  ['mlc_llm gen_config M --quantization q4f16_1 --tensor-parallel-shards 4 -o out', ['mlc', 'mlc_llm gen_config', 'M', 4]],
  ['mlc_llm gen_config M --quantization q4f16_1 -o out', undefined],
  ['mlc_llm convert_weight M -o out', undefined],
  ['mlc_llm chat --help', undefined],
  [
    'python -m mii.entrypoints.openai_api_server --model org/m --tensor-parallel 2 --port 3000',
    ['deepspeed-mii', 'mii.entrypoints.openai_api_server', 'org/m', 2],
  ],
  ['swift infer --model org/m --stream true', ['transformers', 'swift infer', 'org/m', undefined]],
  ['swift deploy --model org/m --infer_backend pt', ['transformers', 'swift deploy', 'org/m', undefined]],
  ['swift infer --model org/m --infer_backend vllm', undefined],
  ['swift infer --model org/m --infer_backend $BACKEND', undefined],
  ['swift sft --model org/m', undefined],
  [
    'python3 -m verl.trainer.main_ppo actor_rollout_ref.model.path=org/m actor_rollout_ref.rollout.name=hf actor_rollout_ref.rollout.tensor_model_parallel_size=1',
    ['transformers', 'verl rollout', 'org/m', 1],
  ],
];

describe('commands', () => {
  test.each(commands)('%s', (text, expected) => {
    expect(listed(readShell(text))).toEqual(expected === undefined ? [] : [expected]);
    if (expected !== undefined) expect(namesAListedEngine(text)).toBe(true);
  });
});

const calls: readonly (readonly [string, Read | undefined])[] = [
  ['import mii\npipe = mii.pipeline("org/m")', ['deepspeed-mii', 'mii.pipeline', 'org/m', undefined]],
  ['client = mii.serve("org/m", tensor_parallel=2, replica_num=2)', ['deepspeed-mii', 'mii.serve', 'org/m', 2]],
  ['from mii import serve\nserve(model_name_or_path="org/m", tensor_parallel=n)', ['deepspeed-mii', 'mii.serve', 'org/m', undefined]],
  ['import mii\nmii.client("org/m")', undefined],
];

describe('calls', () => {
  test.each(calls)('%s', (text, expected) => expect(listed(readPython(text))).toEqual(expected === undefined ? [] : [expected]));
});

test('no engine with rules takes them for its own, and nothing is read for their sake but to list them', () => {
  const text = 'mlc_llm serve M --overrides "tensor_parallel_shards=2"';
  expect(engines.flatMap((engine) => engine.recognize(readShell(text).commands, undefined))).toEqual([]);
  expect(namesAnEngine(text)).toBe(false);
});

function listed({ commands: read }: ReturnType<typeof readShell>): readonly Read[] {
  return listedEngines
    .flatMap((engine) => engine.recognize(read))
    .map(({ engine, entryPoint, model, options }) => [engine, entryPoint, model?.text, options.get('tensorParallelSize')?.value]);
}
