#!/usr/bin/env node
// @ts-check
// Writes the README's tables of settings and rules, and what its examples print: `npm run docs`. Tests tell when they are stale.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { withAnswers, withTables } from './readme-tables.mjs';
import { root, setUp } from './set-up.mjs';

setUp();
const entryPoints = [path.join(root, 'shared/lint/rules.ts')];
const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'esm', logLevel: 'warning' });
const { rules } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`);

const { contributes } = JSON.parse(read('package.json'));
const tables = withTables(read('README.md'), contributes.configuration.properties, JSON.parse(read('package.nls.json')), rules);
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
writeFileSync(path.join(root, 'README.md'), withAnswers(tables, answerOf));

/** What `shardlint …`, or `echo '…' | shardlint …`, prints in examples/. @param {string} command */
function answerOf(command) {
  const [, input = '', words = ''] = /^(?:echo '([^']*)' \| )?shardlint (.*)$/.exec(command) ?? [];
  const cli = path.join(root, 'dist', 'cli.js');
  const settings = { cwd: path.join(root, 'examples'), input: `${input}\n`, encoding: /** @type {const} */ ('utf8') };
  return spawnSync(process.execPath, [cli, ...words.split(' ')], settings).stdout;
}

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}
