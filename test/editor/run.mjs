#!/usr/bin/env node
// @ts-check
// Runs the tests of test/editor/suite inside an editor. Each folder of the suite is one session of the editor, whose
// workspace is a copy of test/editor/workspaces/<folder>, or of examples/ for the folder `examples`.
//   SHARDLINT_VSCODE=download   the newest VS Code, downloaded by @vscode/test-electron (`download:1.101.0`: that version)
//   SHARDLINT_VSCODE=PATH       an installed VS Code's executable
//   otherwise                   the editor host of the cache folder, which stands for VS Code
//   SHARDLINT_EDITOR_ONLY=TEXT  only the tests whose name matches this regular expression
// usage: run.mjs [--counts FILE] [SESSION…]; the file gets {"passed": N, "failed": N}
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { editorHost } from './host/install.mjs';
import { quietSettings } from './host/server.mjs';

const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));
const suite = path.join(root, 'test', 'editor', 'suite');

await main();

async function main() {
  const { values, positionals: wanted } = parseArgs({ options: { counts: { type: 'string' } }, allowPositionals: true });
  const executable = await editorExecutable();
  const total = { passed: 0, failed: 0 };
  for (const session of await sessions()) {
    if (wanted.length > 0 && !wanted.includes(session)) continue;
    const { passed, failed } = await runSession(session, executable);
    total.passed += passed;
    total.failed += failed;
  }
  if (values.counts) await writeFile(values.counts, JSON.stringify(total));
  else console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}

async function sessions() {
  const entries = await readdir(suite, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** @returns {Promise<string>} */
async function editorExecutable() {
  const wanted = process.env.SHARDLINT_VSCODE;
  // Windows starts no script by its name alone, so that nothing but a program can stand for VS Code there.
  if (wanted?.startsWith('download') || (!wanted && process.platform === 'win32')) return downloadAndUnzipVSCode(wanted?.split(':')[1]);
  if (wanted) return wanted;
  await editorHost();
  return path.join(root, 'test', 'editor', 'host', 'vscode.mjs');
}

/** @param {string} session @param {string} executable @returns {Promise<{ passed: number, failed: number }>} */
async function runSession(session, executable) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shardlint-session-'));
  try {
    const outcome = path.join(folder, 'outcome.json');
    console.log(`editor session ${session}`);
    const code = await start(executable, session, folder, outcome);
    const counted = existsSync(outcome) ? JSON.parse(await readFile(outcome, 'utf8')) : { passed: 0, failed: 1 };
    return code === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {string} executable @param {string} session @param {string} folder @param {string} outcome */
async function start(executable, session, folder, outcome) {
  const workspace = await copyWorkspace(session, folder);
  const userData = path.join(folder, 'user-data');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await writeFile(path.join(userData, 'User', 'settings.json'), JSON.stringify(quietSettings));
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundle(session, folder),
      launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${path.join(folder, 'extensions')}`],
      extensionTestsEnv: { SHARDLINT_EDITOR_OUTCOME: outcome },
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** Tests write to their workspace, so each session has a copy. @param {string} session @param {string} folder */
async function copyWorkspace(session, folder) {
  const own = path.join(root, 'test', 'editor', 'workspaces', session);
  const workspace = path.join(folder, 'workspace');
  await cp(existsSync(own) ? own : path.join(root, session), workspace, { recursive: true });
  return workspace;
}

/** One CommonJS file that runs all the session's tests. @param {string} session @param {string} folder */
async function bundle(session, folder) {
  const names = (await readdir(path.join(suite, session))).filter((name) => name.endsWith('.test.ts')).sort();
  const outfile = path.join(folder, 'tests.cjs');
  await esbuild.build({
    stdin: {
      contents: [...names.map((name) => `import './${session}/${name}';`), "export { run } from './harness.ts';"].join('\n'),
      resolveDir: suite,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}
