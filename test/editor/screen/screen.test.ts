import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withEditor } from '../host/with-editor.mjs';

const examples = path.resolve(import.meta.dirname, '../../../examples');
let folder = '';
let workspace = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shardlint-screen-'));
  workspace = path.join(folder, 'examples');
  cpSync(examples, workspace, { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a person sees the squiggle, the hover and the fixes', async () => {
  await withEditor(
    workspace,
    async (editor) => {
      await editor.squiggles();
      expect(await editor.hover('--tensor-parallel-size 4', '4')).toContain('29568');
      await editor.putCursorOn('--tensor-parallel-size 4', '4');
      expect((await editor.quickFixes()).join('\n')).toContain('--tensor-parallel-size');
    },
    { open: 'qwen2-vl-72b-awq/serve.sh' },
  );
});

test('Restricted Mode shows the same squiggle', async () => {
  await withEditor(workspace, (editor) => editor.squiggles(), { open: 'qwen2-vl-72b-awq/serve.sh', trusted: false });
});
