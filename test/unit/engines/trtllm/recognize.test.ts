import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { trtllm } from '../../../../shared/engines/trtllm/index.ts';
import { newest } from '../../../../shared/engines/trtllm/versions.ts';
import { parseRelease } from '../../../../shared/engines/version.ts';
import { commandOf, wordOf } from '../command-of.ts';

function launchesOf(command: Command, version?: string): readonly Launch[] {
  const release = version === undefined ? undefined : parseRelease(version);
  return trtllm.recognize([command], version === undefined || release === undefined ? undefined : { text: version, release });
}

function only(words: string, version?: string): Launch {
  const [launch] = launchesOf(commandOf(words), version);
  if (launch === undefined) throw new Error(`no launch: ${words}`);
  return launch;
}

function values(launch: Launch): Record<string, unknown> {
  return Object.fromEntries([...launch.options].map(([name, { value }]) => [name, value]));
}

describe('entry points', () => {
  test.each([
    ['trtllm-serve m/x', 'trtllm-serve', 'm/x'],
    ['trtllm-serve serve m/x --tp_size 8', 'trtllm-serve', 'm/x'],
    ['trtllm-serve --tp_size 8 m/x', 'trtllm-serve', 'm/x'],
    ['trtllm-llmapi-launch trtllm-serve m/x --tp_size 16', 'trtllm-serve', 'm/x'],
    ['python3 -m tensorrt_llm.commands.serve serve m/x', 'trtllm-serve', 'm/x'],
    ['trtllm-bench --model m/x throughput --tp 8 --dataset d.json', 'trtllm-bench', 'm/x'],
    ['trtllm-bench -m m/x -w /tmp latency --tp=8', 'trtllm-bench', 'm/x'],
    ['trtllm-bench --model m/x build --tp_size 4 --quantization FP8', 'trtllm-bench build', 'm/x'],
    ['python convert_checkpoint.py --model_dir m/x --output_dir o --tp_size 4', 'convert_checkpoint.py', 'm/x'],
    ['python3 examples/llm-api/quickstart_advanced.py --model_dir m/x --tp_size 8', 'quickstart_advanced.py', 'm/x'],
  ])('%s', (words, entryPoint, model) => {
    const launch = only(words);
    expect([launch.entryPoint, launch.model?.text, launch.problems]).toEqual([entryPoint, model, []]);
  });

  test.each([
    'trtllm-serve disaggregated -c disagg.yaml',
    'trtllm-serve disaggregated_mpi_worker -c disagg.yaml',
    'trtllm-serve mm_embedding_serve m/x',
    'trtllm-serve --help',
    'trtllm-bench --model m/x prepare-dataset token-norm-dist',
    'trtllm-build --checkpoint_dir c --output_dir e',
    'python convert_checkpoint.py --input a --output b',
    'pip install tensorrt_llm==1.2.0',
    'echo trtllm-serve m/x',
    'vllm serve m/x --tensor-parallel-size 8',
  ])('%s', (words) => expect(launchesOf(commandOf(words))).toEqual([]));

  test.each([
    ['nvcr.io/nvidia/tensorrt-llm/release:1.3.0rc14', [1, 3, 0]],
    ['nvcr.io/nvidia/tensorrt-llm/release:latest', newest.release],
    ['nvcr.io/nvidia/tritonserver:25.08-trtllm-python-py3', newest.release],
  ])('%s', (name, release) => {
    const image = wordOf(name);
    expect(launchesOf(commandOf('trtllm-serve m/x', { image, afterEntrypoint: true }))[0]?.version.release).toEqual(release);
    expect(launchesOf(commandOf('m/x --tp_size 4', { image, afterEntrypoint: true }))).toEqual([]);
  });

  test('what the document installs', () => {
    const launches = trtllm.recognize([commandOf('pip install tensorrt-llm==1.1.0'), commandOf('trtllm-serve m/x')], undefined);
    expect(launches.map(({ version }) => version)).toEqual([{ release: [1, 1, 0], text: '1.1.0', source: 'install' }]);
  });
});

describe('options', () => {
  test('both spellings of a size mean the same', () => {
    const sizes = {
      tensorParallelSize: 8,
      pipelineParallelSize: 2,
      contextParallelSize: 1,
      expertParallelSize: 4,
      moeClusterParallelSize: 1,
    };
    expect(values(only('trtllm-serve m/x --tp_size=8 --pp_size 2 --cp_size 1 --ep_size 4 --cluster_size 1'))).toEqual(sizes);
    const long = '--tensor_parallel_size 8 --pipeline_parallel_size 2 --context_parallel_size 1 --moe_expert_parallel_size 4';
    expect(values(only(`trtllm-serve m/x ${long} --moe_cluster_parallel_size 1`))).toEqual(sizes);
    expect(values(only('trtllm-bench -m m/x throughput --tp 8 --pp 2 --ep 4'))).toMatchObject({
      tensorParallelSize: 8,
      expertParallelSize: 4,
    });
  });

  test('click gives an option the next word, whatever it is', () => {
    expect(values(only('trtllm-serve m/x --tokenizer --tp_size 8'))).toEqual({ tokenizer: '--tp_size' });
  });

  test.each([
    ['--tensor-parallel-size 8', 'option-unknown', '--tensor_parallel_size'],
    ['--tp 8', 'option-unknown', '--tp_size'],
    ['--tp-size 8', 'option-unknown', '--tp_size'],
    ['--ep 8', 'option-unknown', '--ep_size'],
    ['--enable-expert-parallel', 'option-unknown', undefined],
    ['--max-model-len 8192', 'option-unknown', '--max_seq_len'],
    ['--kv-cache-free-gpu-memory-fraction 0.9', 'option-unknown', '--kv_cache_free_gpu_memory_fraction'],
    ['--extra-llm-api-options f.yml', 'option-unknown', '--config'],
    ['--tp_size eight', 'option-value', undefined],
    ['--trust_remote_code true', 'option-value', ''],
    ['another', 'option-unknown', undefined],
  ])('%s: %s', (args, rule, replacement) => {
    const { problems } = only(`trtllm-serve m/x ${args}`);
    expect(problems.map((problem) => [problem.rule, problem.replacement?.newText])).toEqual([[rule, replacement]]);
  });

  test('no option is unknown to a release whose list was not read, nor to a program of which not all was read', () => {
    expect(only('trtllm-serve m/x --tensor-parallel-size 8', '1.0').problems).toEqual([]);
    expect(only('trtllm-bench -m m/x throughput --something 1').problems).toEqual([]);
  });
});
