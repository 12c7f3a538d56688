#!/usr/bin/env node
// @ts-check
// Draws images/icon.png from images/icon.svg. Run by hand after a change of the drawing; the picture is checked in.
import { readFile } from 'node:fs/promises';
import { startBrowser } from '../test/editor/host/browser.mjs';

const size = 128;
const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = await readFile(new URL('../images/icon.svg', import.meta.url), 'utf8');
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
  await page.locator('svg').screenshot({ path: 'images/icon.png', omitBackground: true });
} finally {
  await browser.close();
}
