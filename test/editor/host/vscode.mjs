#!/usr/bin/env node
// @ts-check
// Stands for VS Code where none can be downloaded: takes the command line that @vscode/test-electron gives to VS Code, runs
// the tests in the extension host of the editor in the cache folder, passes their console on, and ends with their exit code.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from './browser.mjs';
import { pageAddress, startServer } from './server.mjs';

const runLimitMilliseconds = Number(process.env.SHARDLINT_EDITOR_LIMIT_SECONDS ?? 300) * 1000;

process.exitCode = await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function main() {
  const { values, positionals } = parseArgs({
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'disable-workspace-trust': { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const extension = textOf(values.extensionDevelopmentPath);
  const tests = textOf(values.extensionTestsPath);
  if (!extension || !tests) throw new Error('usage: vscode.mjs FOLDER --extensionDevelopmentPath=PATH --extensionTestsPath=PATH');
  const server = await startServer({ userData: textOf(values['user-data-dir']), trusted: values['disable-workspace-trust'] === true });
  try {
    return await runTests(pageAddress(server, path.resolve(positionals[0] ?? '.'), { extension, tests }), server.log);
  } finally {
    await server.stop();
  }
}

/** @param {unknown} value @returns {string | undefined} */
function textOf(value) {
  return typeof value === 'string' ? value : undefined;
}

/** @param {string} address @param {() => string} serverLog @returns {Promise<number>} the exit code of the extension host */
async function runTests(address, serverLog) {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    page.on('console', (message) => passOn(message.text()));
    await page.goto(address, { timeout: 60_000 });
    return Number(await Promise.race([ended, limit(serverLog), gone(page)]));
  } finally {
    await browser.close();
  }
}

/**
 * The extension host's console arrives at the page's, between the editor's own log lines; those of the tests carry a mark.
 * SHARDLINT_EDITOR_TRACE=1 shows everything.
 * @param {string} text
 */
function passOn(text) {
  const [, line] = /\[test\] (.*)$/s.exec(text) ?? [];
  if (line !== undefined) console.log(line);
  else if (process.env.SHARDLINT_EDITOR_TRACE) console.log(`[page] ${text}`);
}

/** @param {() => string} serverLog @returns {Promise<never>} */
function limit(serverLog) {
  return new Promise((_, reject) => {
    const why = () => reject(new Error(`no result after ${runLimitMilliseconds / 1000} s; the server's log ends with:\n${serverLog()}`));
    setTimeout(why, runLimitMilliseconds).unref();
  });
}

/** @param {import('playwright-core').Page} page @returns {Promise<never>} */
function gone(page) {
  return new Promise((_, reject) => page.once('crash', () => reject(new Error('the editor’s page crashed'))));
}
