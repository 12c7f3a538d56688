import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { barText } from '../../../cli/pad/progress-bar.ts';
import { type CliWorld, folderWith, runCli } from '../run-cli.ts';
import { randomFloats, randomFrom } from './numbers.ts';
import { hashesOf, smallConfig, smallTensors } from './small-model.ts';
import { readModel, readTensors, safetensors, writeModel } from './tensor-files.ts';

/** A folder that is laid out as the hub's cache: names that are links to blobs. */
function hubCache(): { readonly folder: string; readonly snapshot: string; readonly blobs: string } {
  const folder = folderWith({});
  const [blobs, snapshot] = [path.join(folder, 'hub/blobs'), path.join(folder, 'hub/snapshots/abc')];
  mkdirSync(blobs, { recursive: true });
  writeModel(snapshot, smallConfig, smallTensors(), 3);
  writeFileSync(path.join(snapshot, 'tokenizer.json'), '{"a": 1}');
  mkdirSync(path.join(snapshot, 'assets'));
  writeFileSync(path.join(snapshot, 'assets', 'chat.jinja'), '{{ x }}');
  for (const [at, name] of [
    'config.json',
    'tokenizer.json',
    ...readdirSync(snapshot).filter((file) => file.startsWith('model')),
  ].entries()) {
    if (!existsSync(path.join(snapshot, name)) || lstatSync(path.join(snapshot, name)).isSymbolicLink()) continue;
    renameSync(path.join(snapshot, name), path.join(blobs, `blob${at}`));
    symlinkSync(`../../blobs/blob${at}`, path.join(snapshot, name));
  }
  return { folder, snapshot, blobs };
}

const toPad = ['pad', 'model', '--to', '256', '--out', 'new'];

function projectWith(more: (model: string) => void = () => undefined): string {
  const folder = folderWith({});
  writeModel(path.join(folder, 'model'), smallConfig, smallTensors(), 3);
  more(path.join(folder, 'model'));
  return folder;
}

describe('what lies beside the weights', () => {
  test('links of a download cache are followed, and nothing is written through them', async () => {
    const { folder, snapshot, blobs } = hubCache();
    const before = hashesOf(blobs);
    const { code } = await runCli(folder, ['pad', snapshot, '--to', '256', '--out', 'new']);
    expect(code).toBe(0);
    expect(hashesOf(blobs)).toEqual(before);
    const out = path.join(folder, 'new');
    for (const name of readdirSync(out)) expect(lstatSync(path.join(out, name)).isSymbolicLink()).toBe(false);
    expect(readFileSync(path.join(out, 'tokenizer.json'), 'utf8')).toBe('{"a": 1}');
    expect(readFileSync(path.join(out, 'assets', 'chat.jinja'), 'utf8')).toBe('{{ x }}');
    expect(Object.keys(hashesOf(out))).toEqual(Object.keys(hashesOf(snapshot)));
  });

  test('other forms of the weights and version control are left out, and that is said', async () => {
    const folder = projectWith((model) => {
      for (const name of ['pytorch_model.bin', 'original/consolidated.00.pth', '.git/HEAD', 'README.md', 'tokenizer.model']) {
        mkdirSync(path.dirname(path.join(model, name)), { recursive: true });
        writeFileSync(path.join(model, name), name);
      }
    });
    const { output } = await runCli(folder, toPad);
    expect(output).toContain('left out: original/consolidated.00.pth (weights of the old width)\nleft out: pytorch_model.bin');
    expect(readdirSync(path.join(folder, 'new')).sort()).toEqual(
      ['README.md', 'config.json', 'model.safetensors.index.json', 'tokenizer.model', ...shardNames].sort(),
    );
  });

  test('the index keeps its map and says the new size; the header keeps its metadata and starts its data at eight bytes', async () => {
    const folder = projectWith();
    await runCli(folder, toPad);
    const [old, fresh] = ['model', 'new'].map((name) => readText(folder, name, 'model.safetensors.index.json'));
    const total = [...readModel(path.join(folder, 'new')).values()].reduce((sum, { data }) => sum + data.length, 0);
    expect(fresh).toBe(old?.replace(/"total_size": \d+/, `"total_size": ${total}`));
    const bytes = readFileSync(path.join(folder, 'new', shardNames[0] ?? ''));
    const length = Number(bytes.readBigUInt64LE());
    expect([length % 8, JSON.parse(bytes.subarray(8, 8 + length).toString()).__metadata__]).toEqual([0, { format: 'pt' }]);
  });

  test('names outside ASCII, an empty tensor and one without sides', async () => {
    const folder = folderWith({});
    const tensors = smallTensors()
      .set('größe.слой', randomFloats('F32', [3], randomFrom(1)))
      .set('empty', { dtype: 'F32', shape: [0, 4], data: new Uint8Array() })
      .set('one', randomFloats('F32', [], randomFrom(2)));
    writeModel(path.join(folder, 'model'), smallConfig, tensors);
    expect((await runCli(folder, toPad)).code).toBe(0);
    const after = readModel(path.join(folder, 'new'));
    for (const name of ['größe.слой', 'empty', 'one'])
      expect(Buffer.from(after.get(name)?.data ?? []).equals(tensors.get(name)?.data ?? Buffer.alloc(1))).toBe(true);
    expect(readTensors(Buffer.from(safetensors(after)))).toEqual(after);
  });
});

describe('a run that is stopped', () => {
  const stopsAtOnce: CliWorld = { whenInterrupted: (listener) => listener() };

  test('leaves an unfinished folder, says so, and is continued', async () => {
    const folder = projectWith();
    const before = hashesOf(path.join(folder, 'model'));
    const { code, errors } = await runCli(folder, toPad, stopsAtOnce);
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(/^shardlint: stopped; run the same command with --resume to continue, or remove .*new\.partial\n$/),
    ]);
    expect(readdirSync(folder)).toEqual(['model', 'new.partial']);
    expect(readdirSync(path.join(folder, 'new.partial'))).toEqual(['.shardlint-pad.json']);
    expect((await runCli(folder, toPad)).errors).toContain(
      'is left over from an unfinished run: add --resume to continue it, or remove it',
    );
    expect((await runCli(folder, [...toPad, '--resume'])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['model', 'new']);
    expect(hashesOf(path.join(folder, 'model'))).toEqual(before);
    await runCli(folder, [...toPad.slice(0, -1), 'whole']);
    expect(hashesOf(path.join(folder, 'new'))).toEqual(hashesOf(path.join(folder, 'whole')));
  });

  test('is continued from the files that are whole, and from no others', async () => {
    const folder = projectWith();
    await runCli(folder, [...toPad.slice(0, -1), 'whole']);
    await runCli(folder, toPad, stopsAtOnce);
    const partial = path.join(folder, 'new.partial');
    const [first = '', second = '', third = ''] = shardNames;
    for (const name of [first, second]) writeFileSync(path.join(partial, name), readFileSync(path.join(folder, 'whole', name)));
    const whole = statSync(path.join(partial, first)).ino;
    const damaged = readFileSync(path.join(partial, second));
    damaged.fill(0xff, damaged.length - 300);
    writeFileSync(path.join(partial, second), damaged);
    for (const name of [second, third]) writeFileSync(path.join(partial, `${name}.unfinished`), 'half');
    expect((await runCli(folder, [...toPad, '--resume'])).code).toBe(0);
    expect(hashesOf(path.join(folder, 'new'))).toEqual(hashesOf(path.join(folder, 'whole')));
    expect(statSync(path.join(folder, 'new', first)).ino).toBe(whole);
  });

  test('is not continued for other sizes, from other files, or in a folder of something else', async () => {
    const folder = projectWith();
    await runCli(folder, toPad, stopsAtOnce);
    const other = await runCli(folder, ['pad', 'model', '--to', '264', '--out', 'new', '--resume']);
    expect([other.code, other.errors]).toEqual([1, expect.stringContaining('it was begun for other sizes or from other files')]);
    utimesSync(path.join(folder, 'model', shardNames[0] ?? ''), 1, 1);
    expect((await runCli(folder, [...toPad, '--resume'])).code).toBe(1);
    rmSync(path.join(folder, 'new.partial'), { recursive: true });
    mkdirSync(path.join(folder, 'new.partial'));
    expect((await runCli(folder, [...toPad, '--resume'])).errors).toContain('cannot be continued');
    expect(readdirSync(path.join(folder, 'new.partial'))).toEqual([]);
  });

  test('of two runs in one folder the second waits for nobody', async () => {
    const folder = projectWith();
    await runCli(folder, toPad, stopsAtOnce);
    writeFileSync(path.join(folder, 'new.partial', '.shardlint-pad.lock'), String(process.ppid));
    expect((await runCli(folder, [...toPad, '--resume'])).errors).toContain('is being written by another run');
  });
});

describe('what is shown', () => {
  test('a dry run says everything and writes nothing', async () => {
    const folder = projectWith();
    const { code, output } = await runCli(folder, [...toPad, '--dry-run']);
    expect(code).toBe(0);
    expect(output.split('\n').slice(0, 3)).toEqual([
      'intermediate_size 200 → 256 (+56)',
      '6 of 8 tensors get zeros, after the last channel (MLPs: 2)',
      'adds 43.0 kB to 170.9 kB (25.16 %)',
    ]);
    expect(output).toMatch(/\nwrites \d+\.\d kB to .*new, where \d+\.\d+ GB are free\n/);
    expect(readdirSync(folder)).toEqual(['model']);
  });

  test('for programs: the plan, progress and the end, a line each', async () => {
    const folder = projectWith();
    const { output } = await runCli(folder, [...toPad, '--format', 'json']);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ event: 'plan', widths: [{ key: 'intermediate_size', from: 200, to: 256 }], tensorsChanged: 6 });
    expect(lines.slice(1, -1).every(({ event }) => event === 'progress')).toBe(true);
    expect(lines.at(-1)).toEqual({ event: 'done', folder: path.join(folder, 'new') });
  });

  test('on a terminal a bar, which is taken away at the end', async () => {
    const { errors } = await runCli(projectWith(), toPad, { columns: 80 });
    expect(errors).toMatch(/^(\r[^\n]{79})*\r {79}\r$/);
  });

  test('the bar has the share, the rate and the time that is left', () => {
    const bar = barText({ done: 5e9, fresh: 4e9, total: 10e9, seconds: 4 }, 80);
    expect(bar.trimEnd()).toMatch(/^\[={20} {20}\] {2}50 % {2}1\.00 GB\/s {2}5 s left$/);
    expect(bar).toHaveLength(79);
    expect(barText({ done: 0, fresh: 0, total: 10e9, seconds: 0 }, 30)).toHaveLength(29);
    expect(barText({ done: 1e9, fresh: 1e9, total: 1e13, seconds: 10 }, 80)).toContain('27 h 46 min left');
    expect(barText({ done: 1e9, fresh: 1e9, total: 2e10, seconds: 10 }, 80)).toContain('100 MB/s  3 min 10 s left');
  });
});

const shardNames = [1, 2, 3].map((shard) => `model-0000${shard}-of-00003.safetensors`);

function readText(...pieces: readonly string[]): string {
  return readFileSync(path.join(...pieces), 'utf8');
}
