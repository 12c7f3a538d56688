#!/usr/bin/env node
// @ts-check
// `npm run bench`: how fast shardlint is, beside a language server that does nothing. Prints figures; judges none of them.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setUp } from '../../scripts/set-up.mjs';

const usage = `npm run bench [-- server lint kinds cli repository batch pad]   what is named, or all of it

By environment: N processes a server (10), EDITS edits each (20), RUNS of the command line (10), SERVER another server.js to measure.
example: N=20 npm run bench -- server`;

const allParts = ['server', 'lint', 'kinds', 'cli', 'repository', 'batch', 'pad'];
const parts = process.argv.slice(2);
if (parts.some((part) => !allParts.includes(part))) {
  console.log(usage);
  process.exit(parts.includes('--help') ? 0 : 2);
}

setUp();
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const { build } = await import('esbuild');
const folder = path.join(root, 'node_modules', '.cache', 'bench');
mkdirSync(folder, { recursive: true });
/** @type {import('esbuild').BuildOptions} */
const settings = { absWorkingDir: import.meta.dirname, bundle: true, platform: 'node', minify: true, mainFields: ['module', 'main'] };
await build({ ...settings, entryPoints: ['floor-server.ts'], format: 'cjs', outfile: path.join(folder, 'floor-server.cjs') });
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
await build({ ...settings, entryPoints: ['bench.ts'], format: 'esm', banner, outfile: path.join(folder, 'bench.mjs') });

/** @type {typeof import('./bench.ts')} */
const { bench } = await import(pathToFileURL(path.join(folder, 'bench.mjs')).href);
await bench({
  parts: parts.length > 0 ? parts : allParts,
  floor: path.join(folder, 'floor-server.cjs'),
  server: process.env.SERVER ?? path.join(root, 'dist', 'server.js'),
  cli: path.join(root, 'dist', 'cli.js'),
  processes: Number(process.env.N ?? 10),
  edits: Number(process.env.EDITS ?? 20),
  runs: Number(process.env.RUNS ?? 10),
});
