#!/usr/bin/env node
// @ts-check
// Writes the README's tables of settings and rules: `npm run docs`. A test tells when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { withTables } from './readme-tables.mjs';
import { root, setUp } from './set-up.mjs';

setUp();
const entryPoints = [path.join(root, 'shared/lint/rules.ts')];
const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'esm', logLevel: 'warning' });
const { rules } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`);

const { contributes } = JSON.parse(read('package.json'));
writeFileSync(
  path.join(root, 'README.md'),
  withTables(read('README.md'), contributes.configuration.properties, JSON.parse(read('package.nls.json')), rules),
);

/** @param {string} file */
function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}
