import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runPad } from '../../client/pad-run.ts';
import { hashesOf, smallConfig, smallTensors } from '../cli/pad/small-model.ts';
import { readModel, type Tensor, writeModel } from '../cli/pad/tensor-files.ts';

const program = path.resolve(import.meta.dirname, '../../dist/pad.js');

/** A run as the editor starts it. */
function setUp(scale: number) {
  const parent = mkdtempSync(path.join(tmpdir(), 'shardlint-pad-program-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const folder = path.join(parent, 'model');
  writeModel(folder, { ...smallConfig, hidden_size: 64 * scale, intermediate_size: 200 * scale }, smallTensors(scale), 4);
  const shares: number[] = [];
  const stop = new AbortController();
  const run = {
    program,
    folder,
    key: 'intermediate_size',
    to: 256 * scale,
    out: path.join(parent, 'new'),
    resumes: false,
    signal: stop.signal,
  };
  return { parent, shares, stop, run: { ...run, onProgress: (share: number) => void shares.push(share) } };
}

/** Zeros after the last row of gate and up, after the last column of down; more of them than any buffer of the program holds. */
function expectedOf(name: string, { shape: [rows = 0, columns = 0], data }: Tensor, width: number): Buffer {
  if (!name.includes('.mlp.')) return Buffer.from(data);
  if (!name.includes('down_proj')) return Buffer.concat([data, Buffer.alloc((width - rows) * columns * 2)]);
  const zeros = Buffer.alloc((width - columns) * 2);
  return Buffer.concat(Array.from({ length: rows }, (_, row) => [data.subarray(row * columns * 2, (row + 1) * columns * 2), zeros]).flat());
}

test('the editor’s program pads to a given width and tells how far it is', async () => {
  const { parent, shares, run } = setUp(16);
  expect(await runPad(run)).toEqual({ isDone: true, message: '' });
  expect(readdirSync(parent)).toEqual(['model', 'new']);
  expect(Object.keys(hashesOf(run.out))).toEqual(Object.keys(hashesOf(run.folder)));
  expect(shares.some((share) => share > 0 && share <= 1)).toBe(true);
  const after = readModel(run.out);
  for (const [name, tensor] of readModel(run.folder))
    expect(expectedOf(name, tensor, run.to).equals(after.get(name)?.data ?? new Uint8Array())).toBe(true);
});

test('what it refuses it says in one sentence', async () => {
  const { run } = setUp(1);
  expect(await runPad({ ...run, to: 100 })).toEqual({
    isDone: false,
    message: 'intermediate_size is 200 already; weights are never cut away',
  });
  expect(await runPad({ ...run, key: 'none' })).toMatchObject({ isDone: false, message: 'config.json writes no width none' });
  expect(existsSync(run.out)).toBe(false);
});

test('stopped, it leaves an unfinished folder, which the next run continues', { timeout: 60_000 }, async () => {
  const { stop, run } = setUp(16);
  const look = setInterval(() => {
    if (existsSync(`${run.out}.partial`)) stop.abort();
  }, 1);
  const first = await runPad(run);
  clearInterval(look);
  if (first.isDone) return;
  expect(first.message).toContain('stopped; run the same command with --resume');
  expect(await runPad({ ...run, resumes: true, signal: new AbortController().signal })).toEqual({ isDone: true, message: '' });
});
