// @ts-check
// Finds a Chromium and starts it for Playwright.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium; an Error that says where it was looked for, if there is none. */
function findBrowser() {
  const found = candidates().find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    `no Chromium found: install chromium or Google Chrome, or set CHROMIUM to its path (looked for ${names.join(', ')} on PATH)`,
  );
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const ending = process.platform === 'win32' ? '.exe' : '';
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name + ending)));
  return [...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []), ...onPath, ...usualPlaces, chromium.executablePath()];
}

/** A headless browser that asks nothing of the network beyond this machine. */
export function startBrowser() {
  return chromium.launch({ executablePath: findBrowser(), timeout: 60_000, args: flags() });
}

function flags() {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const isRoot = os.userInfo().uid === 0;
  return ['--disable-gpu', ...quiet, ...(isRoot || process.env.CI ? ['--no-sandbox'] : [])];
}
