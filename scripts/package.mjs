#!/usr/bin/env node
// @ts-check
// Builds and packs shardlint-<version>.vsix, then checks that it stayed small.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const limits = { bytes: 500_000, files: 25 };

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const vsix = `shardlint-${version}.vsix`;

run('scripts/build.mjs');
// Everything is bundled, so no dependency travels; pictures in the README stay as they are written.
run(
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  vsix,
);

const bytes = statSync(path.join(root, vsix)).size;
const files = fileCount(readFileSync(path.join(root, vsix)));
console.log(`${vsix}: ${(bytes / 1000).toFixed(0)} kB of at most ${limits.bytes / 1000}, ${files} files of at most ${limits.files}`);
if (bytes > limits.bytes || files > limits.files) {
  console.error('the package is too large: look at .vscodeignore and at the sizes that the build prints');
  process.exitCode = 1;
}

/** @param {...string} command a script and its arguments */
function run(...command) {
  execFileSync(process.execPath, command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** The number of entries that a zip archive's closing record states. @param {Buffer} zip */
function fileCount(zip) {
  const closingRecord = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  return zip.readUInt16LE(closingRecord + 10);
}
