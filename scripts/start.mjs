#!/usr/bin/env node
// @ts-check
// `npm start`: an editor with the extension on examples/. A local VS Code where there is one, else the editor in the browser.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, setUp } from './set-up.mjs';

const workspace = path.join(root, 'examples');

process.exitCode = await main();

async function main() {
  if (process.argv.includes('--help')) {
    console.log('npm start [-- --browser]   opens an editor on examples/; --browser: even where VS Code is installed');
    return 0;
  }
  setUp();
  build();
  const code = process.argv.includes('--browser') ? undefined : onPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  return code ? startLocal(code) : startInBrowser();
}

function build() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  console.error(`${stdout}${stderr}the build failed`);
  process.exit(1);
}

/** @param {string} name */
function onPath(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** @param {string} code @returns {Promise<number>} */
function startLocal(code) {
  console.log(`opening ${workspace} in VS Code (${code}); npm start -- --browser opens it in the browser instead`);
  const windows = process.platform === 'win32';
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace];
  const child = spawn(windows ? `"${code}"` : code, windows ? args.map((arg) => `"${arg}"`) : args, { stdio: 'inherit', shell: windows });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
}

/** @returns {Promise<number>} */
async function startInBrowser() {
  let stopping = false;
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => {
        stopping = true;
        resolve(0);
      });
    }
  });
  const { pageAddress, startServer } = await import('../test/editor/host/server.mjs');
  const server = await startServer({ say: console.log });
  const address = pageAddress(server, workspace, { extension: root, open: path.join(workspace, 'qwen2-vl-72b-awq', 'serve.sh') });
  console.log(`the editor is at\n\n  ${address}\n\nCtrl-C stops it`);
  openBrowser(address);
  const died = server.ended.then(() => {
    // Ctrl-C in a terminal stops the server too, and that is no failure to tell of.
    if (stopping) return 0;
    console.error(`the editor's server stopped; its log ends with:\n${server.log()}`);
    return 1;
  });
  const status = await Promise.race([stopped, died]);
  await server.stop();
  return Number(status);
}

/** Opens the system's browser if there is a screen; the address is printed either way, so a failure is not one. @param {string} address */
function openBrowser(address) {
  const opener = openerOf(process.platform);
  if (!opener) return;
  const [command = '', ...args] = opener;
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** @param {NodeJS.Platform} platform @returns {readonly string[] | undefined} */
function openerOf(platform) {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}
