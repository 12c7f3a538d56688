import { describe, expect, test } from 'vitest';
import type { Command } from '../../../../shared/documents/command.ts';
import type { Launch } from '../../../../shared/engines/engine.ts';
import { vllm } from '../../../../shared/engines/vllm/index.ts';
import { lastRelease, newest } from '../../../../shared/engines/vllm/versions.ts';
import { commandOf, type TestWord, wordOf } from '../command-of.ts';

/** Commands that start an engine, and how. */
const launched: readonly (readonly [string, string, string])[] = [
  ['vllm serve m/x', 'vllm serve', 'm/x'],
  ['/opt/venv/bin/vllm serve m/x', 'vllm serve', 'm/x'],
  ['python -m vllm.entrypoints.openai.api_server --model m/x', 'vllm.entrypoints.openai.api_server', 'm/x'],
  ['/usr/bin/python3.11 -u -X dev -m vllm.entrypoints.openai.api_server --model m/x', 'vllm.entrypoints.openai.api_server', 'm/x'],
  ['python3 -m vllm.entrypoints.api_server --model m/x', 'vllm.entrypoints.api_server', 'm/x'],
  ['python -m vllm.entrypoints.cli.main serve m/x', 'vllm serve', 'm/x'],
  ['vllm run-batch -i in.jsonl -o out.jsonl --model m/x', 'vllm run-batch', 'm/x'],
  ['python -m vllm.entrypoints.openai.run_batch -i a -o b --model m/x', 'vllm.entrypoints.openai.run_batch', 'm/x'],
  ['vllm bench latency --model m/x --input-len 32', 'vllm bench latency', 'm/x'],
  ['vllm bench throughput --model m/x --num-prompts 10 --dataset-name random', 'vllm bench throughput', 'm/x'],
  ['vllm bench startup --model m/x --num-iters-cold 1', 'vllm bench startup', 'm/x'],
  ['python benchmarks/benchmark_throughput.py --model m/x --num-prompts 10', 'benchmark_throughput.py', 'm/x'],
];

const notLaunched = [
  'vllm bench serve --model m/x --port 8000',
  'vllm chat --model m/x',
  'vllm complete',
  'vllm serve --help',
  'vllm --version',
  'vllm',
  'python train.py --tensor-parallel-size 4',
  'python -c vllm',
  'python -m sglang.launch_server --model m/x --tp 4',
  'torchrun --nproc-per-node 4 script.py',
  'echo vllm serve m/x',
  'pip install vllm==0.11.0',
];

describe('entry points', () => {
  test.each(launched)('%s', (words, entryPoint, model) => {
    const launch = only(commandOf(words));
    expect(launch).toMatchObject({ entryPoint, complete: true });
    expect(launch.model?.text).toBe(model);
    expect(launch.problems).toEqual([]);
  });

  test.each(notLaunched)('no launch: %s', (words) => {
    expect(vllm.recognize([commandOf(words)], undefined)).toEqual([]);
  });

  test('a Python whose path is a variable', () => {
    const launch = only(commandOf([{ source: '$PYTHON' }, '-m', 'vllm.entrypoints.openai.api_server', '--model', 'm/x']));
    expect(launch.model?.text).toBe('m/x');
  });
});

test('a program behind an unknown wrapper', () => {
  expect(only(commandOf([{ source: '$WRAPPER' }, 'vllm', 'serve', 'm/x'])).model?.text).toBe('m/x');
  expect(vllm.recognize([commandOf([{ source: '$WRAPPER' }, 'echo', 'vllm', 'serve', 'm/x'])], undefined)).toEqual([]);
});

describe('images', () => {
  const inImage = (image: TestWord, words: string) => commandOf(words, { image: wordOf(image), afterEntrypoint: true });

  test.each(['vllm/vllm-openai:v0.12.0', 'docker.io/vllm/vllm-openai', 'local:5000/vllm/vllm-openai-rocm@sha256:12', 'vllm-openai:latest'])(
    'the arguments of %s are those of vllm serve',
    (image) => {
      expect(only(inImage(image, 'm/x -tp 4'))).toMatchObject({ entryPoint: 'vllm serve', model: { text: 'm/x' }, problems: [] });
    },
  );

  test('an image whose tag is unknown', () => {
    const launch = only(inImage({ source: 'vllm/vllm-openai:$TAG' }, '--model m/x -tp 4'));
    expect(launch).toMatchObject({ model: { text: 'm/x' }, version: newest });
  });

  test('the image of 0.10 ignores an argument', () => {
    const launch = only(inImage('vllm/vllm-openai:v0.10.2', 'm/x -tp 4'));
    expect(launch.model).toBeUndefined();
    expect(launch.problems.map(({ rule, severity }) => [rule, severity])).toEqual([['option-ignored', 'warning']]);
  });

  test('another image needs the whole command', () => {
    expect(only(inImage('rocm/vllm:rocm6.4.1_vllm_0.10.1_20250909', 'vllm serve m/x'))).toMatchObject({ version: { text: '0.10.1' } });
    expect(vllm.recognize([inImage('rocm/vllm:latest', 'm/x -tp 4')], undefined)).toEqual([]);
    expect(vllm.recognize([inImage('vllm/vllm-openai:v0.12.0', 'bash')], undefined)).toEqual([]);
    expect(vllm.recognize([inImage('ubuntu', 'm/x')], undefined)).toEqual([]);
  });
});

describe('versions', () => {
  const serve = commandOf('vllm serve m/x');
  const install = (requirement: string, more: Partial<Command> = {}) => commandOf(['pip', 'install', '-U', requirement], more);
  const setting = { text: '0.9.1', release: [0, 9, 1] };

  test.each([
    ['vllm/vllm-openai:v0.8.5.post1', '0.8.5.post1', [0, 8, 5]],
    ['vllm/vllm-openai:v0.10.2rc1', '0.10.2rc1', [0, 10, 2]],
    ['ghcr.io/vllm/vllm-openai-cpu:v0.12.0@sha256:1', '0.12.0', [0, 12, 0]],
  ])('the tag of %s', (image, text, release) => {
    const command = commandOf('--model m/x', { image: wordOf(image), afterEntrypoint: true });
    expect(vllm.recognize([install('vllm==0.7.3'), command], setting)[0]?.version).toEqual({ text, release, source: 'image' });
  });

  test.each(['vllm/vllm-openai:latest', 'vllm/vllm-openai:nightly-0123abc', 'lmcache/vllm-openai:v0.3.5', 'vllm/vllm-openai'])(
    '%s names no version',
    (image) => {
      const command = commandOf('--model m/x', { image: wordOf(image), afterEntrypoint: true });
      expect(only(command).version).toEqual(newest);
      expect(vllm.recognize([command], setting)[0]?.version).toEqual({ ...setting, source: 'setting' });
    },
  );

  test('what the document installs, the last one', () => {
    const launches = vllm.recognize([install('vllm==0.8.0'), install('vllm[audio]==0.11.0'), serve], setting);
    expect(launches[0]?.version).toEqual({ text: '0.11.0', release: [0, 11, 0], source: 'install' });
  });

  test.each([['uv pip install vllm==0.11.0'], ['python3 -m pip install vllm==0.11.0'], ['pip3 install torch vllm==0.11.0']])(
    '%s',
    (words) => {
      expect(vllm.recognize([commandOf(words), serve], undefined)[0]?.version.text).toBe('0.11.0');
    },
  );

  test('anything but == is no version', () => {
    for (const requirement of ['vllm>=0.8', 'vllm', 'vllm==0.8.*', 'vllm-flash-attn==2.6.1']) {
      expect(vllm.recognize([install(requirement), serve], undefined)[0]?.version).toEqual(newest);
    }
  });

  test('different versions of which one may not be installed', () => {
    const commands = [install('vllm==0.8.0'), install('vllm==0.11.0', { conditional: true }), serve];
    expect(vllm.recognize(commands, undefined)[0]?.version).toEqual(newest);
  });

  test('the newest counts as after the last release', () => {
    expect(newest.release > lastRelease).toBe(true);
  });
});

/** Findings that depend on the version, under the setting. */
const byVersion: readonly (readonly [string, string, readonly string[]])[] = [
  ['--swap-space 4', '0.10.2', []],
  ['--swap-space 4', '0.17.0', []],
  ['--swap-space 4', '0.19.0', ['error option-removed']],
  ['--enable-eplb', '0.8.5', ['error option-unknown']],
  ['--enable-eplb', '0.9.2', []],
  ['--max-model-len auto', '0.11.0', ['error option-value']],
  ['--max-model-len auto', '0.14.0', []],
  ['--kv-cache-dtype fp8_inc', '0.9.2', []],
  ['--kv-cache-dtype fp8_inc', '0.8.5', ['error option-value']],
  ['-ep', '0.10.0', ['error option-unknown']],
  ['--foo 1', '0.5.0', []],
  ['--foo 1', '0.40.0', []],
  ['--foo 1', '0.27.0', []],
  ['--foo 1', '0.26.1', ['warning option-unknown']],
  ['--foo 1', '0.20.0', ['error option-unknown']],
  ['--tp 1', '0.26.1', ['error option-unknown']],
  ['-tp four', '0.40.0', ['error option-value']],
  ['--max-num-partial-prefills 2', '0.25.0', []],
  ['--device cuda', '0.9.0', []],
  ['--device cuda', '0.11.0', ['error option-removed']],
  ['--device cuda', '0.24.0', ['warning option-removed']],
  ['--config=a.yaml', '0.10.2', ['warning option-ignored']],
];

describe('findings by version', () => {
  test.each(byVersion)('%s with %s', (argv, text, findings) => {
    const setting = { text, release: text.split('.').map(Number) };
    const [launch] = vllm.recognize([commandOf(`vllm serve m/x ${argv}`)], setting);
    expect(launch?.problems.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(findings);
  });

  test('what resembles nothing known may be newer than an assumed version', () => {
    const [problem] = only(commandOf('vllm serve m/x --foo 1')).problems;
    expect(problem).toMatchObject({ severity: 'warning', rule: 'option-unknown' });
    expect(problem?.message()).toBe('vLLM main of 2026-08-17 (after v0.26) does not know --foo; a newer version may');
  });

  test('what went after the last release is a warning where the version is assumed', () => {
    expect(only(commandOf('vllm serve m/x --max-num-partial-prefills 2')).problems).toMatchObject([
      { severity: 'warning', rule: 'option-removed' },
    ]);
  });

  test('--model of vllm serve is refused up to 0.10', () => {
    const rules = (text: string, release: readonly number[]) =>
      vllm.recognize([commandOf('vllm serve --model m/x -tp 2')], { text, release })[0]?.problems.map(({ rule }) => rule);
    expect(rules('0.10.0', [0, 10, 0])).toEqual(['option-value']);
    expect(rules('0.11.0', [0, 11, 0])).toEqual([]);
    expect(rules('0.12.0', [0, 12, 0])).toEqual([]);
  });

  test('--served-model-name wants the model first', () => {
    expect(only(commandOf('vllm serve --served-model-name a --port 1 m/x')).problems).toMatchObject([{ rule: 'option-value' }]);
    expect(only(commandOf('vllm serve --served-model-name a --model m/x')).problems).toEqual([]);
    expect(only(commandOf('vllm serve --served-model-name a --config f.yaml')).problems).toEqual([]);
  });
});

describe('the server module', () => {
  test('ignores an argument and serves its default', () => {
    const launch = only(commandOf('python -m vllm.entrypoints.openai.api_server m/x -tp 2'));
    expect(launch.model).toBeUndefined();
    expect(launch.problems[0]).toMatchObject({ rule: 'option-ignored', severity: 'warning' });
    expect(launch.problems[0]?.message()).toBe(
      'the api_server entry point ignores the argument m/x and serves Qwen/Qwen3-0.6B; write --model m/x',
    );
  });
});

describe('what cannot be known', () => {
  const unknown = (words: readonly TestWord[]) => only(commandOf(words));

  test('an unknown model is a model', () => {
    const launch = unknown(['vllm', 'serve', { source: '$MODEL' }, '-tp', '4']);
    expect(launch).toMatchObject({ complete: true, problems: [] });
    expect(launch.model).toMatchObject({ source: '$MODEL', text: undefined });
  });

  test.each(['"$@"', '$EXTRA_ARGS', '"$' + '{ARGS[@]}"', '$VLLM_OPTS'])('%s may be anything', (source) => {
    const launch = unknown(['vllm', 'serve', 'm/x', { source }, 'stray', '-tp', '4']);
    expect(launch).toMatchObject({ complete: false, problems: [] });
    expect(launch.options.get('tensorParallelSize')?.value).toBe(4);
  });

  test('unknown words before the model', () => {
    expect(unknown(['vllm', 'serve', { source: '$ARGS' }, 'm/x'])).toMatchObject({ complete: false, problems: [], model: { text: 'm/x' } });
    expect(unknown(['vllm', 'serve', { source: '"$@"' }])).toMatchObject({ complete: false, model: { text: undefined } });
  });

  test.each([[['-tp', { source: '$TP' }]], [[{ source: '-tp=$TP' }]], [[{ source: '--tensor-parallel-size=$TP' }]]] as const)(
    'an unknown value of %j',
    (words) => {
      const launch = unknown(['vllm', 'serve', 'm/x', ...words, '--port', '1']);
      expect(launch).toMatchObject({ complete: true, problems: [] });
      expect(launch.options.get('tensorParallelSize')).toMatchObject({ value: undefined, text: undefined });
      expect(launch.options.get('port')?.value).toBe(1);
    },
  );

  test.each([[['-tp', { source: '"$TP"', text: '' }]], [[{ source: '-tp=$TP', text: '-tp=' }]]] as const)(
    'an expansion that is empty here: %j',
    (words) => {
      const launch = unknown(['vllm', 'serve', 'm/x', ...words]);
      expect(launch.problems).toEqual([]);
      expect(launch.options.get('tensorParallelSize')).toMatchObject({ value: undefined });
    },
  );

  test('a value that an empty expansion or a redirection may have been', () => {
    const command = commandOf('vllm serve m/x --host --port 1');
    const apart = command.words.map((word) =>
      word.span.start > 21 ? { ...word, span: { start: word.span.start + 5, end: word.span.end + 5 } } : word,
    );
    expect(only(command).problems).toHaveLength(1);
    expect(only({ ...command, words: apart }).problems).toEqual([]);
  });

  test('an unknown option', () => {
    expect(unknown(['vllm', 'serve', 'm/x', { source: '--$OPTION' }])).toMatchObject({ complete: false, problems: [] });
  });

  test('an unknown part of a JSON value', () => {
    const launch = unknown([
      'vllm',
      'serve',
      'm/x',
      '--speculative-config.model',
      'd',
      '--speculative-config.num_speculative_tokens',
      { source: '$N' },
    ]);
    expect(launch.options.get('speculativeConfig')).toMatchObject({ value: undefined });
  });

  test('options of a file', () => {
    expect(only(commandOf('vllm serve m/x --config f.yaml')).complete).toBe(false);
    expect(only(commandOf('vllm serve m/x --config=f.yaml')).complete).toBe(true);
  });

  test('an ellipsis', () => {
    expect(only(commandOf('vllm serve m/x ... -tp 4'))).toMatchObject({ complete: false, problems: [] });
  });

  test('the options of another program', () => {
    expect(only(commandOf('vllm serve m/x --omni --stage-configs-path s.yaml')).problems).toEqual([]);
  });
});

test('an unknown option takes no model for its value', () => {
  for (const argv of ['-tp4 folder', '--enforce-eagr folder', '--use-v2-block-manager folder', '--foo m/x', '--foo 1 m/x']) {
    const launch = only(commandOf(`vllm serve ${argv}`));
    expect(launch.problems).toHaveLength(1);
    expect(launch.model?.text).toBe(argv.split(' ').at(-1));
  }
});

test('a removed option that is now short for another says nothing about it', () => {
  const launch = only(commandOf('vllm serve m/x --device cuda -tp 2'));
  expect(launch.gpus).toMatchObject({ count: undefined });
  expect(launch.options.get('tensorParallelSize')?.value).toBe(2);
  expect(launch.problems[0]?.message()).toBe(
    'vLLM main of 2026-08-17 (after v0.26) no longer has --device and reads it as short for --device-ids; leave it out',
  );
});

describe('places', () => {
  test('of a value that an assignment gave', () => {
    const launch = only(commandOf(['vllm', 'serve', 'm/x', '-tp', { source: '$TP', text: '4', origin: 100 }]));
    expect(launch.options.get('tensorParallelSize')?.place).toEqual({ span: { start: 19, end: 22 }, editable: { start: 100, end: 101 } });
  });

  test('of the digits alone', () => {
    const { flag, flagPlace, place } = only(commandOf('vllm serve m/x -tp=16')).options.get('tensorParallelSize') ?? {};
    expect(flag).toBe('-tp');
    expect(flagPlace?.span).toEqual({ start: 15, end: 18 });
    expect(place).toEqual({ span: { start: 19, end: 21 }, editable: { start: 19, end: 21 } });
  });

  test('of a switch', () => {
    const option = only(commandOf('vllm serve m/x --enable-expert-parallel')).options.get('enableExpertParallel');
    expect(option).toMatchObject({ value: true, text: '', place: { span: { start: 15, end: 39 } } });
  });
});

describe('replacements', () => {
  test.each([
    ['vllm serve m/x --tp-size 4', 'vllm serve m/x --tensor-parallel-size 4'],
    ['vllm serve m/x --tp=4', 'vllm serve m/x --tensor-parallel-size=4'],
    ['vllm serve m/x -tp4', 'vllm serve m/x -tp 4'],
    ['vllm serve m/x --enforce-eagr', 'vllm serve m/x --enforce-eager'],
    ['vllm serve m/x --trust-remote-code true --port 1', 'vllm serve m/x --trust-remote-code --port 1'],
    ['vllm serve m/x --trust-remote-code=True', 'vllm serve m/x --trust-remote-code'],
    ['vllm serve m/x --num-redundant-experts 32 -tp 2', 'vllm serve m/x --eplb-config.num_redundant_experts 32 -tp 2'],
    ['vllm serve m/x --num-redundant-experts=32', 'vllm serve m/x --eplb-config.num_redundant_experts 32'],
    ['vllm serve m/x --disable-log-requests', 'vllm serve m/x --no-enable-log-requests'],
    ['vllm serve m/x --task generate', 'vllm serve m/x --runner generate'],
    ['vllm serve m/x --dtype bf16', 'vllm serve m/x --dtype bfloat16'],
    ['vllm serve m/x --guided-decoding-backend xgrammar', 'vllm serve m/x --structured-outputs-config.backend xgrammar'],
  ])('%s', (before, after) => {
    const { problems } = only(commandOf(before));
    const replacement = problems[0]?.replacement;
    expect(problems).toHaveLength(1);
    const { span, newText } = replacement ?? { span: { start: 0, end: 0 }, newText: '' };
    expect(before.slice(0, span.start) + newText + before.slice(span.end)).toBe(after);
    expect(only(commandOf(after)).problems).toEqual([]);
  });

  test.each([
    '--task embed',
    '--rope-scaling {}',
    '--swap-space 4',
    '--ep-size 8',
    '--speculative-model d',
    '--trust-remote-code false',
    '--foo',
  ])('none for %s', (argv) => {
    expect(only(commandOf(`vllm serve m/x ${argv}`)).problems[0]?.replacement).toBeUndefined();
  });
});

describe('visible GPUs', () => {
  const withDevices = (text: string | undefined) => {
    const word = wordOf(text === undefined ? { source: '$GPUS' } : text);
    return only(commandOf('vllm serve m/x', { environment: new Map([['CUDA_VISIBLE_DEVICES', word]]) })).gpus;
  };

  test.each([
    ['0,1,2', 3],
    ['', 0],
    ['-1', 0],
    ['0,1,-1,2', 2],
    ['GPU-1,GPU-2', 2],
    [undefined, undefined],
  ])('CUDA_VISIBLE_DEVICES=%s', (text, count) => {
    expect(withDevices(text)).toMatchObject({ count, source: 'environment' });
  });

  test('of a container, and of an option before both', () => {
    const gpus = { count: 4, span: { start: 0, end: 1 } };
    expect(only(commandOf('vllm serve m/x', { gpus })).gpus).toMatchObject({ count: 4, source: 'scheduler' });
    expect(only(commandOf('m/x', { gpus, image: wordOf('vllm/vllm-openai'), afterEntrypoint: true })).gpus).toMatchObject({
      count: 4,
      source: 'container',
    });
    expect(only(commandOf('vllm serve m/x --device-ids 2,3', { gpus })).gpus).toMatchObject({ count: 2, source: 'option' });
    expect(only(commandOf('vllm serve m/x')).gpus).toBeUndefined();
  });
});

test('a launch without a document', () => {
  const launch = vllm.launchOf(8, undefined);
  expect(launch.options.get('tensorParallelSize')?.value).toBe(8);
  expect(launch).toMatchObject({ version: newest, command: undefined, model: undefined, problems: [] });
});

function only(command: Command): Launch {
  const [launch, ...others] = vllm.recognize([command], undefined);
  expect(others).toEqual([]);
  if (launch === undefined) throw new Error('no launch');
  return launch;
}
