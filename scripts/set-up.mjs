// @ts-check
// Sets a fresh clone up. Needs nothing but Node and npm: it runs before there is a node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

const oldestNode = 20;

/** Installs the dependencies if they are missing or other than package-lock.json says; ends the process where it cannot. */
export function setUp() {
  if (Number(process.versions.node.split('.')[0]) < oldestNode)
    fail(`Node ${oldestNode} or newer is needed; this is ${process.versions.node}`);
  if (isInstalled()) return;
  console.log('dependencies: npm ci (about half a minute)');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('npm ci failed');
}

/** npm notes in node_modules what it installed; other platforms' binaries are optional and left out there. */
function isInstalled() {
  const note = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = packagesOf(note);
  const wanted = Object.entries(packagesOf(path.join(root, 'package-lock.json')));
  return wanted.every(
    ([at, { version, optional }]) => at === '' || (installed[at]?.version ?? (optional ? version : undefined)) === version,
  );
}

/** @param {string} lockfile @returns {Record<string, { version?: string, optional?: boolean }>} */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/** @param {string} why */
function fail(why) {
  console.error(why);
  process.exit(1);
}
