#!/usr/bin/env node
// @ts-check
// Builds and packs shardlint-<version>.vsix, as small as it gets, then checks that it stayed small.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, setUp } from './set-up.mjs';

const limits = { bytes: 500_000, files: 25 };

setUp();
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const vsix = `shardlint-${version}.vsix`;

const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
if (status !== 0) process.exit(1);
const { createVSIX } = await import('@vscode/vsce');
await createVSIX({
  cwd: root,
  packagePath: vsix,
  // Everything is bundled: no dependency travels.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});

const { repack } = await import('./repack.mjs');
const zip = await repack(readFileSync(path.join(root, vsix)));
writeFileSync(path.join(root, vsix), zip);
const bytes = zip.length;
const files = fileCount(zip);
console.log(`${vsix}: ${(bytes / 1000).toFixed(1)} kB of at most ${limits.bytes / 1000}, ${files} files of at most ${limits.files}`);
if (bytes > limits.bytes || files > limits.files) {
  console.error('the package is too large: look at .vscodeignore and at the sizes that the build prints');
  process.exitCode = 1;
}

/** The number of entries that a zip archive's closing record states. @param {Buffer} zip */
function fileCount(zip) {
  const closingRecord = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  return zip.readUInt16LE(closingRecord + 10);
}
