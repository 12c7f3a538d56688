import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readArguments } from '../../cli/arguments.ts';
import { diskFiles } from '../../cli/files/disk-files.ts';
import { lookerAtCandidates } from '../../cli/files/look-at-candidates.ts';
import { walkedFolders } from '../../cli/files/walked-folders.ts';
import { questionOf } from '../../cli/kept/question.ts';
import { neverTheSame, stampOfStats } from '../../cli/kept/stamp.ts';
import { witness } from '../../cli/kept/witness.ts';
import { type CliRun, type CliWorld, folderWith, runCli } from './run-cli.ts';

// What was written just now is not kept. Ten seconds later it is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 }));
afterEach(() => void vi.useRealTimers());

const config = (heads: number): string =>
  JSON.stringify({
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 5120,
    num_attention_heads: heads,
    num_key_value_heads: heads,
    num_hidden_layers: 40,
    intermediate_size: 12800,
    vocab_size: 32000,
  });
const script = (size: number): string => `#!/bin/bash\nvllm serve ./model --tensor-parallel-size ${size}\n`;

function keptIn(folder: string): CliWorld {
  return { keeping: { folder, asker: 'this one', worthMilliseconds: 0 } };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => path.join(folder, name));
}

/** What is kept now says something else of the run's end: whoever says that has not linted. */
function tamper(folder: string): void {
  for (const file of filesIn(folder))
    writeFileSync(file, readFileSync(file, 'utf8').replace('"report":"', '"report":"from the last run\\n'));
}

async function isFromLastRun(folder: string, kept: string, argv: readonly string[], world: CliWorld = {}): Promise<boolean> {
  return (await runCli(folder, argv, { ...keptIn(kept), ...world })).output.startsWith('from the last run\n');
}

describe('a run over a folder', () => {
  test('is answered by the last one where nothing has changed', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    const first = await runCli(folder, ['lint'], keptIn(kept));
    expect(first.output).toContain('num_attention_heads 40 is not divisible by');
    expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(first);
    tamper(kept);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(true);
    writeFileSync(path.join(folder, 'serve.sh'), script(4));
    const { output } = await runCli(folder, ['lint'], keptIn(kept));
    expect([output.includes('from the last run'), output.includes('no problems')]).toEqual([false, true]);
  });

  test.each([
    ['other arguments', ['lint', '--strict'], {}],
    ['another program', ['lint'], { asker: 'another' }],
    ['colours', ['lint'], { colours: true }],
    ['a narrower terminal', ['lint'], { columns: 60 }],
    ['another model cache', ['lint'], { environment: { HF_HOME: '/elsewhere' } }],
    ['another language', ['lint'], { environment: { LANG: 'zh_CN.UTF-8' } }],
    ['--fix', ['lint', '--fix'], {}],
    ['--no-cache', ['lint', '--no-cache'], {}],
  ] as const)('is linted for %s', async (_, argv, { asker = 'this one', ...world }: CliWorld & { asker?: string }) => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    await runCli(folder, ['lint'], keptIn(kept));
    tamper(kept);
    expect(
      await isFromLastRun(folder, kept, argv, {
        ...world,
        keeping: { folder: kept, asker, worthMilliseconds: 0 },
      }),
    ).toBe(false);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(!('colours' in world || 'columns' in world));
  });

  test.each([['--fix'], ['--no-cache']])('keeps nothing with %s, nor where it takes no time, nor of a file', async (flag) => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    await runCli(folder, ['lint', flag], keptIn(kept));
    await runCli(folder, ['lint', 'serve.sh'], keptIn(kept));
    await runCli(folder, ['lint', '.', 'absent.sh'], keptIn(kept));
    await runCli(folder, ['lint'], { keeping: { folder: kept, asker: 'this one', worthMilliseconds: 60_000 } });
    expect(filesIn(kept)).toEqual([]);
  });

  test('does not trust what was written just now', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    vi.setSystemTime(statSync(path.join(folder, 'serve.sh')).ctimeMs + 1);
    await runCli(folder, ['lint'], keptIn(kept));
    vi.setSystemTime(Date.now() + 10_000);
    tamper(kept);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(false);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(false);
    tamper(kept);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(true);
  });

  test('sees a file that has the time and the size of the one before', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    const file = path.join(folder, 'serve.sh');
    const { atime, mtime } = statSync(file);
    await runCli(folder, ['lint'], keptIn(kept));
    writeFileSync(file, script(4));
    utimesSync(file, atime, mtime);
    expect((await runCli(folder, ['lint'], keptIn(kept))).output).toContain('no problems');
  });

  test.each([
    '',
    '{',
    'null',
    '{}',
    '{"seen":1,"files":2}',
    '{"seen":[],"files":[7]}',
    '{"seen":[],"files":[{"path":"FOLDER/serve.sh","shown":"serve.sh","stamp":"-","needs":[],"outcome":{}}]}',
    '{"seen":[],"files":[],"ending":{"report":"from the last run\\n","exitCode":0,"style":"?"}}',
  ])('is not led astray by a kept run that says %j', async (text) => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    const first = await runCli(folder, ['lint'], keptIn(kept));
    for (const file of filesIn(kept)) writeFileSync(file, text.replace('FOLDER', folder));
    expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(first);
    expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(first);
  });

  test.runIf(process.getuid)('believes nothing that another user may have written', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    await runCli(folder, ['lint'], keptIn(kept));
    tamper(kept);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(true);
    chmodSync(kept, 0o770);
    expect(await isFromLastRun(folder, kept, ['lint'])).toBe(false);
  });

  test('shows a file by the name that it is given', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3), 'model/config.json': config(40) }), folderWith({})];
    const argv = ['lint', './serve.sh', '.'];
    expect((await runCli(folder, argv, keptIn(kept))).output).toContain('\nserve.sh:2:43');
    writeFileSync(path.join(folder, '.gitignore'), 'serve.sh\n');
    const expected = await runCli(folder, argv);
    expect(expected.output).toContain('\n./serve.sh:2:43');
    expect(await runCli(folder, argv, keptIn(kept))).toEqual(expected);
    expect(await runCli(folder, argv, keptIn(kept))).toEqual(expected);
  });

  test('ends as it would without, where nothing can be written', async () => {
    const folder = folderWith({ 'serve.sh': script(3), 'model/config.json': config(40), file: '' });
    const expected = await runCli(folder, ['lint']);
    expect(await runCli(folder, ['lint'], keptIn(path.join(folder, 'file', 'kept')))).toEqual(expected);
    const kept = folderWith({ 'old.json': '' });
    chmodSync(kept, 0o500);
    expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(expected);
    chmodSync(kept, 0o700);
  });

  test('leaves the 32 newest of many, readable by their owner alone, and what is not its own', async () => {
    const [folder, kept] = [folderWith({ 'serve.sh': script(3) }), path.join(folderWith({}), 'new')];
    for (let at = 0; at < 34; at++) await runCli(folder, ['lint', '--gpus', `${at + 1}`], keptIn(kept));
    expect(filesIn(kept)).toHaveLength(32);
    expect([statSync(kept).mode & 0o777, ...filesIn(kept).map((file) => statSync(file).mode & 0o777)]).toEqual([
      0o700,
      ...Array(32).fill(0o600),
    ]);
    const [own, old, fresh] = ['notes.json', `${'0'.repeat(32)}.json.old`, `${'0'.repeat(32)}.json.new`].map((name) =>
      path.join(kept, name),
    );
    for (const file of [own, old, fresh]) writeFileSync(file ?? '', '');
    for (const file of [own, old]) utimesSync(file ?? '', 0, 0);
    await runCli(folder, ['lint', '--gpus', '40'], keptIn(kept));
    expect([own, old, fresh].map((file) => existsSync(file ?? ''))).toEqual([true, false, true]);
    expect(filesIn(kept)).toHaveLength(34);
  });
});

test('the same arguments are another question for another user, and where another folder can be read', () => {
  const args = readArguments(['.', 'outer'], []);
  const io = { folder: '/w', environment: new Map([['TERM', 'dumb']]) };
  const place = { folder: '/kept', asker: 'program, user 1', worthMilliseconds: 0 };
  const asked = questionOf(args, io, place, ['/w']);
  expect(questionOf(args, { ...io, environment: new Map() }, { ...place, folder: '/other' }, ['/w'])).toEqual(asked);
  expect(questionOf(args, io, { ...place, asker: 'program, user 2' }, ['/w'])).not.toEqual(asked);
  expect(questionOf(args, io, place, ['/w', '/w/outer'])).not.toEqual(asked);
});

describe('what was seen', () => {
  const stats = { size: 1, mtimeMs: 1000.5, ctimeMs: 1000.5, ino: 1, dev: 1 } as Stats;

  test('is told from what comes after it where the disk has the time of it', () => {
    expect(stampOfStats(stats)).toBe(stampOfStats({ ...stats }));
    for (const other of [{ size: 2 }, { mtimeMs: 1 }, { ctimeMs: 1000.6 }, { ino: 2 }, { dev: 2 }])
      expect(stampOfStats({ ...stats, ...other } as Stats)).not.toBe(stampOfStats(stats));
    for (const unsure of [{ ctimeMs: 5000 }, { ctimeMs: Date.now() - 50.5 }, { mtimeMs: Date.now() + 5000 }])
      expect(stampOfStats({ ...stats, ...unsure } as Stats)).toBe(neverTheSame);
  });

  test('is not said to lack what a disk may find by a name in other letters', () => {
    const folder = folderWith({ 'Config.json': '', 'cafe\u0301.sh': '' });
    const walked = walkedFolders();
    expect(walked.lacks(folder, 'other.json')).toBe(false);
    walked.read(folder);
    expect(['other.json', 'config.json', 'Caf\u00e9.sh'].map((name) => walked.lacks(folder, name))).toEqual([true, false, false]);
  });

  test('is there for the whole run, or not at all', () => {
    const file = path.join(folderWith({ 'model.gguf': '' }), 'model.gguf');
    const files = diskFiles();
    expect(files.exists(file)).toBe(true);
    rmSync(file);
    expect([files.exists(file), diskFiles().exists(file)]).toEqual([true, false]);
  });

  test('is looked at again where it could not be read', async () => {
    const [looked] = await lookerAtCandidates()([{ path: '/nowhere/serve.sh', shown: 'serve.sh' }]);
    expect(looked).toMatchObject({ look: 'unreadable', stamp: neverTheSame });
  });

  test.runIf(existsSync('/proc/self/mem'))('is looked at again where it is there and cannot be read', () => {
    const seenBy = witness();
    const files = diskFiles(seenBy);
    for (let time = 0; time < 2; time++) {
      expect(files.read('/proc/self/mem')).toBeUndefined();
      expect(seenBy.taken()).toEqual([['text:/proc/self/mem', neverTheSame]]);
    }
    files.list('/nowhere');
    expect(seenBy.taken()).toEqual([['names:/nowhere', '-']]);
  });
});

/** Everything that an answer may depend on, in several versions; undefined: there is no such file. */
const versions: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'serve.sh': [script(3), script(4), undefined],
  'model/config.json': [config(40), config(42), undefined],
  'model/quantize_config.json': [undefined, '{"bits": 4, "group_size": 128, "quant_method": "gptq"}'],
  'model/run.sh': ['vllm serve . -tp 7\n', 'echo nothing\n', undefined],
  'trt/serve.sh': ['trtllm-serve ../model --tp_size 2 --extra_llm_api_options options.yaml\n', undefined],
  'trt/options.yaml': ['tensor_parallel_size: 3\n', 'tensor_parallel_size: 4\n', undefined],
  'compose/compose.yaml': [
    `services:\n  a:\n    image: vllm/vllm-openai:v0.11.0\n    command: --model /models/model -tp \${SIZE}\n    volumes: ['../:/models']\n`,
    'services:\n  a:\n    extends: { file: base.yaml, service: b }\n    command: --model /models/model -tp 6\n',
  ],
  'compose/.env': ['SIZE=3\n', 'SIZE=5\n', undefined],
  'compose/base.yaml': [
    undefined,
    "services:\n  b:\n    image: vllm/vllm-openai:v0.11.0\n    volumes: ['../:/models']\n",
    'services: {}\n',
  ],
  'hub/serve.sh': ['vllm serve nobody/model -tp 3\n', 'vllm serve nobody/model -tp 2 --tensor-parallel-sise 2\n'],
  '.shardlint.json': [
    undefined,
    '{"suppress": [{"rule": "attention-heads", "paths": ["*.sh"], "reason": "known"}]}',
    '{"suppress": [{"rule": "attention-heads", "paths": ["nowhere/*"], "reason": "known"}], "severity": {"kv-heads": "off"}}',
    '{"oops": 1}',
  ],
  'trt/.shardlint.json': [undefined, '{"severity": {"attention-heads": "information"}}'],
  '.gitignore': [undefined, 'trt\n', 'model\n'],
  'trt/.gitignore': [undefined, '*.yaml\n'],
  'cache/huggingface/hub/models--nobody--model/refs/main': [undefined, 'abc'],
  'cache/huggingface/hub/models--nobody--model/snapshots/abc/config.json': [undefined, config(40), config(36)],
};

const names = Object.keys(versions);
const change = fc.record({ name: fc.constantFrom(...names), version: fc.nat(3) });

describe('a run that is kept says what one says that is not', () => {
  test('after each change of what it depends on', async () => {
    const [folder, kept] = [folderWith({}), folderWith({})];
    const world = { environment: { XDG_CACHE_HOME: path.join(folder, 'cache') } };
    const outputs = new Set<string>();
    for (const name of names) put(folder, name, 0);
    for (const name of names) {
      const forth = [...(versions[name] ?? []).keys()];
      for (const version of [...forth, ...forth.toReversed()]) {
        put(folder, name, version);
        const expected = await runCli(folder, ['lint'], world);
        expect(await runCli(folder, ['lint'], { ...keptIn(kept), ...world })).toEqual(expected);
        outputs.add(expected.output);
      }
    }
    // Nearly every change says something else: there is something to miss.
    expect(outputs.size).toBeGreaterThan(20);
  });

  test('after any changes of what it depends on', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 6, maxLength: 6 }), async (rounds) => {
        const [folder, kept] = [folderWith({}), folderWith({})];
        for (const name of names) put(folder, name, 0);
        for (const changes of [[], ...rounds]) {
          for (const { name, version } of changes) put(folder, name, version);
          const world = { environment: { XDG_CACHE_HOME: path.join(folder, 'cache') } };
          const expected = await runCli(folder, ['lint'], world);
          const said: CliRun[] = [];
          for (let at = 0; at < 2; at++) said.push(await runCli(folder, ['lint'], { ...keptIn(kept), ...world }));
          expect(said).toEqual([expected, expected]);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('after a file was replaced, renamed, or linked elsewhere', async () => {
    const [folder, kept] = [
      folderWith({ 'serve.sh': script(3), 'model/config.json': config(40), 'other/config.json': config(42) }),
      folderWith({}),
    ];
    const steps: readonly (() => void)[] = [
      () => renameSync(path.join(folder, 'other', 'config.json'), path.join(folder, 'model', 'config.json')),
      () => renameSync(path.join(folder, 'serve.sh'), path.join(folder, 'run.sh')),
      () => mkdirSync(path.join(folder, 'deep')),
      () => symlinkSync(path.join(folder, 'run.sh'), path.join(folder, 'deep', 'link.sh')),
      () => symlinkSync(folder, path.join(folder, 'deep', 'loop')),
      () => rmSync(path.join(folder, 'deep'), { recursive: true }),
      () => rmSync(path.join(folder, 'model'), { recursive: true }),
    ];
    for (const step of [() => undefined, ...steps]) {
      step();
      const expected = await runCli(folder, ['lint']);
      expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(expected);
      expect(await runCli(folder, ['lint'], keptIn(kept))).toEqual(expected);
    }
  });
});

function put(folder: string, name: string, version: number): void {
  const texts = versions[name] ?? [];
  const text = texts[version % texts.length];
  const file = path.join(folder, name);
  rmSync(file, { force: true });
  if (text === undefined) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
