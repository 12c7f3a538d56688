import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashesOf, smallConfig, smallTensors } from '../cli/pad/small-model.ts';
import { writeModel } from '../cli/pad/tensor-files.ts';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
const scale = 16;
const config = { ...smallConfig, hidden_size: 64 * scale, intermediate_size: 200 * scale };
const to = String(256 * scale);

interface Ended {
  readonly code: number | null;
  readonly errors: string;
  readonly milliseconds: number;
}

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'shardlint-faults-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function modelIn(parent: string): string {
  const model = path.join(parent, 'model');
  writeModel(model, config, smallTensors(scale), 4);
  return model;
}

function run(command: readonly string[], onStart: (kill: () => void) => void = () => undefined): Promise<Ended> {
  const [program = '', ...argv] = command;
  const started = performance.now();
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  onStart(() => child.kill('SIGKILL'));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors, milliseconds: performance.now() - started })));
}

const pad = (model: string, out: string, ...more: string[]): readonly string[] => [
  process.execPath,
  cli,
  'pad',
  model,
  '--to',
  to,
  '--out',
  out,
  ...more,
];

test('killed at any point, 50 times: the source stays, and the new folder is whole or not there', { timeout: 300_000 }, async () => {
  const parent = folder();
  const model = modelIn(parent);
  const before = hashesOf(model);
  const clean = await run(pad(model, path.join(parent, 'clean')));
  expect([clean.code, clean.errors]).toEqual([0, '']);
  const expected = hashesOf(path.join(parent, 'clean'));
  const counts = { unfinished: 0, whole: 0, early: 0 };
  for (let at = 0; at < 50; at++) {
    const out = path.join(parent, `out${at}`);
    const partial = `${out}.partial`;
    await run(pad(model, out), (kill) =>
      at % 2 === 0 ? setTimeout(kill, (clean.milliseconds * at) / 45) : killOnceWriting(kill, partial, at * 2),
    );
    expect(hashesOf(model)).toEqual(before);
    if (existsSync(out)) expect(withoutJournal(hashesOf(out))).toEqual(expected);
    if (existsSync(partial)) expect(existsSync(path.join(partial, 'config.json')) && !isComplete(partial)).toBe(false);
    counts[existsSync(out) ? 'whole' : existsSync(partial) ? 'unfinished' : 'early'] += 1;
    if (!existsSync(out)) {
      // Killed inside the first file operations, there is a folder without a journal: it is refused by name.
      const isNew = existsSync(path.join(partial, '.shardlint-pad.json')) || !existsSync(partial);
      const again = await run(pad(model, out, '--resume'));
      expect([again.code, again.errors]).toEqual(isNew ? [0, ''] : [1, expect.stringContaining('remove it')]);
      if (isNew) expect(hashesOf(out)).toEqual(expected);
    }
    rmSync(out, { recursive: true, force: true });
    rmSync(partial, { recursive: true, force: true });
  }
  expect(counts.unfinished).toBeGreaterThan(5);
});

/** Some milliseconds after the first byte, so that it hits the writing however long the program took to start. */
function killOnceWriting(kill: () => void, partial: string, after: number): void {
  const look = setInterval(() => {
    if (!existsSync(partial)) return;
    clearInterval(look);
    setTimeout(kill, after);
  }, 1);
  setTimeout(() => clearInterval(look), 30_000).unref();
}

/** A journal that a kill left in a folder that has its name already says nothing untrue. */
function withoutJournal({ '.shardlint-pad.json': _, ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return rest;
}

function isComplete(partial: string): boolean {
  return !readdirSync(partial).some((name) => name.endsWith('.unfinished'));
}

/** A disk of its own, so small that it can be filled. */
function smallDisk(megabytes: number): string | undefined {
  const disk = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [disk]));
  return disk;
}

test('a disk without the room is refused before anything is written', async ({ skip }) => {
  const disk = smallDisk(10);
  if (disk === undefined) return skip('no right to mount a small disk');
  const model = modelIn(folder());
  const { code, errors } = await run(pad(model, path.join(disk, 'out')));
  expect([code, errors]).toEqual([
    1,
    expect.stringMatching(/not padded: 0\.0\d GB are needed and 0\.01 GB are free in .*; free some, or name a folder on another disk\n$/),
  ]);
  expect(readdirSync(disk)).toEqual([]);
});

test('a disk that fills up meanwhile: said, and continued once there is room', { timeout: 120_000 }, async ({ skip }) => {
  const disk = smallDisk(80);
  if (disk === undefined) return skip('no right to mount a small disk');
  const model = modelIn(folder());
  const before = hashesOf(model);
  const out = path.join(disk, 'out');
  const filler = path.join(disk, 'filler');
  // A first run is stopped by a limit, so that there is something to continue; then the disk is filled up.
  await run(['sh', '-c', 'ulimit -f 2000; exec "$0" "$@"', ...pad(model, out)]);
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 4_000_000));
  const full = await run(pad(model, out, '--resume'));
  expect([full.code, full.errors]).toEqual([
    2,
    expect.stringMatching(
      /the disk is full; free some room, then run the same command with --resume to continue, or remove .*out\.partial\n$/,
    ),
  ]);
  expect(existsSync(out)).toBe(false);
  expect(hashesOf(model)).toEqual(before);
  rmSync(filler);
  expect(await run(pad(model, out, '--resume'))).toMatchObject({ code: 0, errors: '' });
  const clean = path.join(folder(), 'clean');
  await run(pad(model, clean));
  expect(hashesOf(out)).toEqual(hashesOf(clean));
});

test('files that may not become that large', async ({ skip }) => {
  if (process.platform === 'win32') return skip('no ulimit');
  const parent = folder();
  const model = modelIn(parent);
  const before = hashesOf(model);
  const out = path.join(parent, 'out');
  const { code, errors } = await run(['sh', '-c', `ulimit -f 2000; exec "$0" "$@"`, ...pad(model, out)]);
  expect([code, errors]).toEqual([2, expect.stringContaining('does not allow files of this size; name a folder elsewhere and remove')]);
  expect(existsSync(out)).toBe(false);
  expect(hashesOf(model)).toEqual(before);
});

test('a folder that may not be written to', async ({ skip }) => {
  if (process.getuid?.() === 0 || process.platform === 'win32') return skip('root may write everywhere');
  const parent = folder();
  const model = modelIn(parent);
  mkdirSync(path.join(parent, 'closed'), { mode: 0o555 });
  const { code, errors } = await run(pad(model, path.join(parent, 'closed', 'out')));
  expect([code, errors]).toEqual([2, expect.stringContaining('EACCES')]);
});

test('Ctrl-C ends with what to do next', { timeout: 60_000 }, async () => {
  const parent = folder();
  const model = modelIn(parent);
  const out = path.join(parent, 'out');
  const [program = '', ...argv] = pad(model, out);
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const look = setInterval(() => {
    if (!existsSync(`${out}.partial`)) return;
    clearInterval(look);
    child.kill('SIGINT');
  }, 1);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(look);
  if (code === 0) return;
  expect([code, errors]).toEqual([2, expect.stringContaining('stopped; run the same command with --resume to continue')]);
  expect(existsSync(out)).toBe(false);
  expect(await run(pad(model, out, '--resume'))).toMatchObject({ code: 0, errors: '' });
});
