// @ts-check
// Installs the editor host once. It is built under a temporary name and renamed when whole, so that an install that was
// killed never looks complete; a lock keeps two processes from installing at once.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { editorPackage, hostFolder, hostIn, nodePackage, vscodeIn } from './folder.mjs';

const installLimitMilliseconds = 15 * 60_000;

/**
 * The installed editor host; installs it first where it is missing.
 * @param {(line: string) => void} say gets a line of progress for anything that takes a while
 */
export async function editorHost(say = console.log) {
  const folder = hostFolder();
  if (!existsSync(folder)) await withLock(`${folder}.lock`, say, () => install(folder, say));
  return hostIn(folder);
}

/** @param {string} folder @param {(line: string) => void} say */
async function install(folder, say) {
  if (existsSync(folder)) return;
  const started = Date.now();
  say(`editor host: installing ${editorPackage.name} ${editorPackage.version} into ${folder} (once, about 800 MB)`);
  await removeLeftovers(folder);
  const growing = `${folder}.tmp-${process.pid}`;
  await mkdir(growing, { recursive: true });
  await writeFile(path.join(growing, 'package.json'), '{ "private": true }\n');
  const packages = [editorPackage, nodePackage()].flatMap((one) => (one ? [`${one.name}@${one.version}`] : []));
  await npm(growing, ['install', '--save-exact', ...packages]);
  say('editor host: installing the editor’s own dependencies');
  await npm(vscodeIn(growing), ['install', '--omit=dev']);
  await rename(growing, folder);
  say(`editor host: installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * What killed installs left. The lock is held, so no other install is under way; an npm that outlived its starter may still
 * be writing, and what cannot be removed now is removed next time.
 * @param {string} folder
 */
async function removeLeftovers(folder) {
  const names = await readdir(path.dirname(folder));
  const left = names.filter((name) => name.startsWith(`${path.basename(folder)}.tmp-`));
  await Promise.all(left.map((name) => rm(path.join(path.dirname(folder), name), { recursive: true, force: true }).catch(() => {})));
}

/**
 * Runs npm without install scripts: they would compile native modules, which the editor does without.
 * @param {string} folder @param {readonly string[]} args
 */
function npm(folder, args) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    const child = spawn('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      env: environmentWithoutNpm(),
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: installLimitMilliseconds,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`npm ${args.join(' ')} failed (${code}):\n${output.slice(-4000)}`)),
    );
  });
}

/** Under `npm test`, npm hands its own settings down as variables: the prefix of the project among them. */
function environmentWithoutNpm() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?:config_(?:local_)?prefix|package|lifecycle|command)/i.test(name));
  return Object.fromEntries(kept);
}

/** @param {string} lock @param {(line: string) => void} say @param {() => Promise<void>} work */
async function withLock(lock, say, work) {
  await mkdir(path.dirname(lock), { recursive: true });
  await take(lock, say);
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** A folder is the lock: making one succeeds for one process only. @param {string} lock @param {(line: string) => void} say */
async function take(lock, say) {
  const started = Date.now();
  for (let told = false; ; told = true) {
    try {
      await mkdir(lock);
      await writeFile(path.join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true });
    else if (Date.now() - started > installLimitMilliseconds) throw new Error(`another process holds ${lock}; remove it if none does`);
    else if (!told) say('editor host: waiting for another process that installs it');
    await wait(500);
  }
}

/** @param {string} lock */
async function isAbandoned(lock) {
  const pid = Number(await readFile(path.join(lock, 'pid'), 'utf8').catch(() => ''));
  if (pid > 0) return !isAlive(pid);
  // Without a process id the lock is being made right now, or its maker died in that instant.
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > 10_000;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
