#!/usr/bin/env node
// @ts-check
// Takes the README's pictures in a real editor: `npm run build && node scripts/pictures.mjs`. The pictures are checked in.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withEditor } from '../test/editor/host/with-editor.mjs';
import { root } from './set-up.mjs';

/** Tall, because a hover takes a quarter of the height; the pictures are cut to what is on them. */
const size = { width: 980, height: 4000 };

/** The window's title bar, which says nothing. */
const titleHeight = 30;

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
  'editor.scrollBeyondLastLine': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.hideCursorInOverviewRuler': true,
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
  const take = async (/** @type {string} */ name, /** @type {number} */ height) => {
    // Nothing tells when the last transition is over.
    await wait(700);
    const clip = { x: 0, y: titleHeight, width: size.width, height };
    await page.screenshot({ path: path.join(root, 'images', `${name}.png`), clip });
    console.log(`images/${name}.png`);
  };
  await page.keyboard.press('ControlOrMeta+b');
  await editor.squiggles();
  await editor.putCursorOn('#!/bin/bash');
  await take('squiggle', 190);
  await editor.hover('--tensor-parallel-size 4', '4');
  await take('hover', 810);
  await page.keyboard.press('Escape');
  await page.mouse.move(size.width / 2, size.height - 20);
  await editor.putCursorOn('--max_num_seqs 16', '16');
  await page.keyboard.press('ArrowUp');
  await editor.quickFixes();
  await take('quick-fixes', 340);
}
