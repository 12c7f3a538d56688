#!/usr/bin/env node
// @ts-check
// Takes the README's pictures in a real editor: `npm run build && node scripts/pictures.mjs`. The pictures are checked in.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withEditor } from '../test/editor/host/with-editor.mjs';
import { root } from './set-up.mjs';

const size = { width: 960, height: 400 };

/** The text alone: no bars, no panels. */
const bareWindow = {
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'none',
  'workbench.statusBar.visible': false,
  'breadcrumbs.enabled': false,
  'editor.fontSize': 14,
  'editor.lineHeight': 22,
  'editor.guides.indentation': false,
  'editor.renderLineHighlight': 'none',
  'editor.overviewRulerBorder': false,
  'editor.hover.delay': 50,
};

const folder = await mkdtemp(path.join(os.tmpdir(), 'shardlint-pictures-'));
try {
  await cp(path.join(root, 'examples'), folder, { recursive: true });
  await withEditor(folder, takeAll, { open: 'qwen2-vl-72b-awq/serve.sh', size, pixelRatio: 1.5, settings: bareWindow });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @param {import('../test/editor/host/with-editor.mjs').Editor} editor */
async function takeAll(editor) {
  const { page } = editor;
  const take = async (/** @type {string} */ name) => {
    // Nothing tells when the last transition is over.
    await wait(700);
    await page.screenshot({ path: path.join(root, 'images', `${name}.png`) });
    console.log(`images/${name}.png`);
  };
  await page.keyboard.press('ControlOrMeta+b');
  await editor.squiggles();
  await editor.putCursorOn('#!/bin/bash');
  await take('squiggle');
  await editor.hover('--tensor-parallel-size 4', '4');
  await take('hover');
  await page.mouse.move(size.width / 2, size.height - 20);
  await editor.putCursorOn('--tensor-parallel-size 4', '4');
  await editor.quickFixes();
  await take('quick-fixes');
}
