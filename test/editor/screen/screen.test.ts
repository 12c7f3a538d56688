import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withEditor } from '../host/with-editor.mjs';

const examples = path.resolve(import.meta.dirname, '../../../examples');
const script = 'qwen2-vl-72b-awq/serve.sh';
const config = 'qwen2-vl-72b-awq/Qwen2-VL-72B-AWQ/config.json';
let workspace = '';

beforeEach(() => {
  workspace = mkdtempSync(path.join(os.tmpdir(), 'shardlint-screen-'));
  cpSync(examples, workspace, { recursive: true });
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const textOf = (file: string): string => readFileSync(path.join(workspace, file), 'utf8');

test('a person sees the squiggle and the hover, and picks a fix from the light-bulb menu', async () => {
  const before = textOf(script);
  await withEditor(
    workspace,
    async (editor) => {
      await editor.squiggles();
      expect(await editor.hover('--tensor-parallel-size 4', '4')).toContain('29568');
      await editor.putCursorOn('--tensor-parallel-size 4', '4');
      expect(await editor.quickFixes()).toContain('Set --tensor-parallel-size to 1');
      await editor.pick('Set --tensor-parallel-size to 1');
      await editor.save();
    },
    { open: script },
  );
  expect(textOf(script)).toBe(before.replace('size 4', 'size 1'));
});

test('padding is picked in the config.json, and the script is clean then', async () => {
  const before = textOf(config);
  await withEditor(
    workspace,
    async (editor) => {
      await editor.squiggles();
      await editor.open(config);
      await editor.squiggles();
      await editor.putCursorOn('"intermediate_size": 29568', '29568');
      await editor.quickFixes();
      await editor.pick('Pad intermediate_size to 29696');
      await editor.save();
      await editor.open(script);
      await editor.squiggles(0);
    },
    { open: script, size: { width: 1200, height: 1000 } },
  );
  expect(textOf(config)).toBe(before.replace('29568', '29696'));
});

test('Restricted Mode shows the same squiggle', async () => {
  await withEditor(workspace, (editor) => editor.squiggles(), { open: script, trusted: false });
});
