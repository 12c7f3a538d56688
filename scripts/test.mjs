#!/usr/bin/env node
// @ts-check
// Everything that must hold, in order: `npm test`. Sets a fresh clone up first.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, setUp } from './set-up.mjs';

const stepLimitMilliseconds = 20 * 60_000;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} command a script for this Node, and its arguments
 * @property {'vitest' | 'editor'} [counts] the step writes its counts to the file that follows the command
 * @property {string} [needs] the step without which this one says nothing
 * @property {true} [live] its output is shown as it comes
 */

/** @type {readonly Step[]} */
const steps = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--build'] },
  { name: 'lint', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  {
    name: 'imports',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...'--config .dependency-cruiser.mjs shared server client cli'.split(' '),
    ],
  },
  { name: 'unused', command: ['node_modules/knip/bin/knip.js'] },
  { name: 'build', command: ['scripts/build.mjs'] },
  { name: 'unit', command: vitest('unit'), counts: 'vitest' },
  { name: 'smoke', command: vitest('smoke'), counts: 'vitest', needs: 'build' },
  { name: 'editor', command: ['test/editor/run.mjs', '--counts'], counts: 'editor', needs: 'build', live: true },
  { name: 'screen', command: vitest('screen'), counts: 'vitest', needs: 'build' },
];

process.exitCode = await main();

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, verbose: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return help();
  const chosen = values.only?.split(',') ?? steps.map(({ name }) => name);
  const unknown = chosen.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) throw new Error(`no step is called ${unknown}; there are: ${steps.map(({ name }) => name).join(', ')}`);
  setUp();
  return runAll(
    steps.filter(({ name }) => chosen.includes(name)),
    values.verbose === true,
  );
}

function help() {
  console.log(`npm test [-- --only ${steps.map(({ name }) => name).join(',')}] [-- --verbose]`);
  console.log('example: npm test -- --only types,unit');
  return 0;
}

/** @param {readonly Step[]} chosen @param {boolean} verbose */
async function runAll(chosen, verbose) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shardlint-test-'));
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = new Set();
  for (const step of chosen) {
    if (step.needs && failures.has(step.needs)) {
      console.log(`${step.name.padEnd(8)} not run: ${step.needs} failed`);
      continue;
    }
    const { ok, counts } = await runStep(step, path.join(folder, `${step.name}.json`), verbose);
    if (!ok) failures.add(step.name);
    total.passed += counts.passed;
    // A step that fails without a failed test of its own counts as one, so that the closing line never looks green.
    total.failed += ok ? 0 : Math.max(1, counts.failed);
    total.skipped += counts.skipped;
  }
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return failures.size > 0 ? 1 : 0;
}

/** @param {Step} step @param {string} countsFile @param {boolean} verbose */
async function runStep(step, countsFile, verbose) {
  const started = Date.now();
  const live = verbose || step.live === true;
  process.stdout.write(live ? `${step.name}\n` : `${step.name.padEnd(8)} `);
  const { code, output } = await run([...step.command, ...(step.counts ? [countsFile] : [])], live);
  const counts = step.counts ? countsIn(countsFile, step.counts) : { passed: 0, failed: 0, skipped: 0 };
  const tests = step.counts ? `, ${counts.passed} passed, ${counts.failed} failed` : '';
  const ok = code === 0 && (!step.counts || counts.passed > 0);
  console.log(`${live ? `${step.name.padEnd(8)} ` : ''}${ok ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s${tests})`);
  if (!ok && !live) console.log(output);
  return { ok, counts };
}

/** @param {readonly string[]} command @param {boolean} live @returns {Promise<{ code: number | null, output: string }>} */
function run(command, live) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: stepLimitMilliseconds });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        if (live) process.stdout.write(chunk);
        else output += chunk;
      });
    }
    child.on('close', (code, signal) => {
      if (signal) output += `\nended by ${signal}; a step may take ${stepLimitMilliseconds / 60_000} minutes`;
      resolve({ code, output });
    });
  });
}

/** @param {string} project */
function vitest(project) {
  return ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', '--outputFile.json'];
}

/** @param {string} file @param {'vitest' | 'editor'} form */
function countsIn(file, form) {
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8'));
    if (form === 'editor') return { passed: counts.passed, failed: counts.failed, skipped: 0 };
    return { passed: counts.numPassedTests, failed: counts.numFailedTests, skipped: counts.numPendingTests };
  } catch {
    // No file: the step died before it could count.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
