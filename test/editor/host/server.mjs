// @ts-check
// Starts the editor's server on 127.0.0.1, on a port that the system picks.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { editorHost } from './install.mjs';

const startLimitMilliseconds = 60_000;

/** A quiet editor: no chat, no welcome, no news, nothing that asks the network. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  // In a browser the default is to save after a delay.
  'files.autoSave': 'off',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/**
 * @typedef {object} ServerOptions
 * @property {boolean} [trusted] false: Restricted Mode; true (the default): every folder is trusted
 * @property {Record<string, unknown>} [settings] user settings, beside the quiet ones
 * @property {string} [userData] the folder of the user's settings; a new one by default
 * @property {Record<string, string>} [environment]
 * @property {(line: string) => void} [say]
 *
 * @typedef {object} EditorServer
 * @property {number} port
 * @property {string} token what the page must carry as `tkn`
 * @property {() => string} log the last lines that the server printed
 * @property {() => Promise<void>} stop
 * @property {Promise<void>} ended settles when the server has stopped, for whatever reason
 */

/** @param {ServerOptions} [options] @returns {Promise<EditorServer>} */
export async function startServer(options = {}) {
  const host = await editorHost(options.say);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shardlint-editor-'));
  const userData = options.userData ?? path.join(folder, 'user-data');
  await writeSettings(userData, options);
  const token = randomBytes(16).toString('hex');
  const child = spawn(process.execPath, [keeper, host.node, host.server, ...serverArguments(folder, userData, token, options)], {
    detached: process.platform !== 'win32',
    env: {
      ...process.env,
      ...options.environment,
      // No marketplace: nothing outside this machine is asked.
      EXTENSIONS_GALLERY: '{}',
      // VS Code takes these for signs of a terminal inside an editor.
      VSCODE_IPC_HOOK_CLI: undefined,
      ELECTRON_RUN_AS_NODE: undefined,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log = tailOf(child);
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    return { port: await portOf(child, log), token, log, stop, ended };
  } catch (error) {
    await stop();
    throw error;
  }
}

const keeper = fileURLToPath(new URL('keep.mjs', import.meta.url));

/** @param {string} folder @param {string} userData @param {string} token @param {ServerOptions} options */
function serverArguments(folder, userData, token, { trusted = true }) {
  return [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'],
    ...['--server-data-dir', folder, '--user-data-dir', userData, '--extensions-dir', path.join(folder, 'extensions')],
    ...['--disable-telemetry', '--enable-smoke-test-driver'],
    ...(trusted ? ['--disable-workspace-trust'] : []),
  ];
}

/** @param {string} userData @param {ServerOptions} options */
async function writeSettings(userData, { settings = {}, userData: given }) {
  if (given) return;
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
}

/**
 * What the server printed last, without the stack traces about native modules, which are left unbuilt on purpose.
 * @param {import('node:child_process').ChildProcess} child
 */
function tailOf(child) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text = (text + chunk).slice(-30_000)));
  return () =>
    text
      .split('\n')
      .filter((line) => !/spdlog|vsda|bindings|^ {4}at |^ *[\]}]|^ *tries: |^\s*$/.test(line))
      .slice(-40)
      .join('\n');
}

/** @param {import('node:child_process').ChildProcess} child @param {() => string} log @returns {Promise<number>} */
function portOf(child, log) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`the editor's server ${why}; its log ends with:\n${log()}`));
    const limit = setTimeout(() => fail(`did not start within ${startLimitMilliseconds / 1000} s`), startLimitMilliseconds);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => fail('stopped while starting'));
    child.stdout?.on('data', () => {
      const port = /Web UI available at \S*?:(\d+)|Extension host agent listening on (\d+)/.exec(log());
      if (!port) return;
      clearTimeout(limit);
      resolve(Number(port[1] ?? port[2]));
    });
    child.once('close', () => clearTimeout(limit));
  });
}

/**
 * The address of the editor's page with a folder open.
 * @param {EditorServer} server @param {string} folder
 * @param {{ extension?: string, tests?: string, open?: string }} [paths] absolute paths on this machine
 */
export function pageAddress(server, folder, { extension, tests, open } = {}) {
  const authority = `127.0.0.1:${server.port}`;
  const remote = (/** @type {string} */ file) =>
    `vscode-remote://${authority}${encodeURI(forwardSlashes(file)).replace(/[?#]/g, encodeURIComponent)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(open ? [['openFile', remote(open)]] : []),
  ];
  const query = new URLSearchParams({ tkn: server.token, folder: forwardSlashes(folder), payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/** @param {string} file */
function forwardSlashes(file) {
  const slashed = file.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
