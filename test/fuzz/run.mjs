#!/usr/bin/env node
// @ts-check
// `npm run fuzz`: the readers and the whole analysis against many mutated texts; `npm test` tries a few of each kind.
import { spawnSync } from 'node:child_process';
import { root, setUp } from '../../scripts/set-up.mjs';

const limitMinutes = 120;

const usage = `npm run fuzz [-- COUNT [FILE…]]   COUNT texts of each kind (100000), of the files of test/fuzz whose names hold FILE
example: npm run fuzz -- 5000 shell`;

const [count = '100000', ...files] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(count)) {
  console.log(usage);
  process.exit(count === '--help' ? 0 : 2);
}

setUp();
const chosen = files.length > 0 ? files.map((file) => `test/fuzz/${file}`) : ['test/fuzz/'];
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--disable-console-intercept', '--testTimeout=0', ...chosen];
const { status, signal } = spawnSync(process.execPath, vitest, {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SHARDLINT_MUTATIONS: count, SHARDLINT_FUZZ_REPORT: '1' },
  // A text that is never done would hold up everything: no timer of the tests' own can end it.
  timeout: limitMinutes * 60_000,
});
if (signal) console.error(`ended by ${signal}; a run may take ${limitMinutes} minutes`);
process.exitCode = status ?? 1;
