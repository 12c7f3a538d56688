#!/usr/bin/env node
// @ts-check
// Builds dist/: the command line, the language server, the extension, the rule pages in one file, the translations.
import { statSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { bigJsonAsText } from './build/big-json-as-text.mjs';
import { leaveOut } from './build/leave-out.mjs';
import { minified } from './build/minify.mjs';
import { protocolOutside, protocolPackage } from './build/one-protocol.mjs';
import { report } from './build/report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS packages inside an ES module bundle call `require` for Node's own modules. */
const requireForBundledPackages =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/**
 * Programs that are built together share their modules in chunks. The server's chunks are read when they are needed, so that the
 * part that answers `initialize` is small.
 * @type {readonly { entries: Readonly<Record<string, string>>; options: esbuild.BuildOptions }[]}
 */
const builds = [
  { entries: { cli: 'cli/main.ts' }, options: { ...nodeProgram([leaveOut]), splitting: true, chunkNames: 'cli-[hash]' } },
  {
    entries: { server: 'server/main.ts', pad: 'cli/pad-program.ts' },
    options: { ...nodeProgram([protocolOutside, leaveOut]), splitting: true, chunkNames: 'chunk-[hash]' },
  },
  { entries: { protocol: protocolPackage }, options: required([]) },
  // VS Code loads an extension with `require`; the ending says so, whatever "type" package.json has.
  { entries: { extension: 'client/extension.ts' }, options: required([protocolOutside, leaveOut]) },
];

/** @param {readonly esbuild.Plugin[]} plugins @returns {esbuild.BuildOptions} */
function nodeProgram(plugins) {
  return { format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireForBundledPackages}` }, plugins: [bigJsonAsText, ...plugins] };
}

/** What is loaded with `require`. @param {readonly esbuild.Plugin[]} plugins @returns {esbuild.BuildOptions} */
function required(plugins) {
  return { format: 'cjs', external: ['vscode'], outExtension: { '.js': '.cjs' }, plugins: [bigJsonAsText, ...plugins] };
}

/** @param {(typeof builds)[number]} build @param {boolean} readable */
async function runBuild({ entries, options }, readable) {
  const { metafile, outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { ...entries },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    // The ES module edition of a package is the one that can be tree-shaken.
    mainFields: ['module', 'main'],
    alias: {
      yaml: path.join(root, 'node_modules/yaml/browser/index.js'),
      // One edition for those who import it and those who require it.
      'vscode-languageserver-types': path.join(root, 'node_modules/vscode-languageserver-types/lib/esm/main.js'),
    },
    minify: !readable,
    sourcemap: readable ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
    metafile: true,
    write: false,
  });
  await Promise.all(outputFiles.map(({ path: file, text }) => writeFile(file, readable ? text : minified(file, text))));
  const programs = Object.keys(metafile.outputs).filter((file) => options.format === 'esm' && metafile.outputs[file]?.entryPoint);
  await Promise.all(programs.map((file) => chmod(path.join(root, file), 0o755)));
  return metafile;
}

/** Removes what an earlier build left and this one did not write. @param {readonly string[]} written */
async function removeLeftovers(written) {
  const kept = new Set(['rules.json', 'l10n', ...written.map((file) => path.basename(file))]);
  const left = (await readdir(path.join(root, 'dist'))).filter((name) => !kept.has(name));
  await Promise.all(left.map((name) => rm(path.join(root, 'dist', name), { recursive: true, force: true })));
}

/** dist/rules.json: rule id → its page, for the editor and `shardlint explain`, both without a network. */
async function bundleRulePages() {
  const folder = path.join(root, 'docs', 'rules');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.md')).sort();
  const pages = await Promise.all(
    names.map(async (name) => [name.slice(0, -'.md'.length), await readFile(path.join(folder, name), 'utf8')]),
  );
  await writeFile(path.join(root, 'dist', 'rules.json'), JSON.stringify(Object.fromEntries(pages)));
  return pages.length;
}

/** dist/l10n/: one bundle a language, without the white space. */
async function copyTranslations() {
  const folder = path.join(root, 'l10n');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  if (names.length === 0) return 0;
  await mkdir(path.join(root, 'dist', 'l10n'), { recursive: true });
  for (const name of names) {
    const text = await readFile(path.join(folder, name), 'utf8');
    await writeFile(path.join(root, 'dist', 'l10n', name), JSON.stringify(JSON.parse(text)));
  }
  return names.length;
}

/** What was written; nothing where something could not be built. @param {(typeof builds)[number]} build @param {boolean} readable */
async function written(build, readable) {
  try {
    const { outputs } = await runBuild(build, readable);
    for (const [file, output] of Object.entries(outputs))
      if (!file.endsWith('.map')) report(file, statSync(path.join(root, file)).size, output);
    return Object.keys(outputs);
  } catch (error) {
    const [message] = error instanceof Error ? error.message.split('\n') : [String(error)];
    console.error(`dist/{${Object.keys(build.entries)}} was not built: ${message}`);
    process.exitCode = 1;
    return [];
  }
}

async function main() {
  const readable = process.argv.includes('--readable');
  await mkdir(path.join(root, 'dist'), { recursive: true });
  const files = await Promise.all(builds.map((build) => written(build, readable)));
  await removeLeftovers(files.flat());
  console.log(`dist/rules.json: ${await bundleRulePages()} rule pages; dist/l10n: ${await copyTranslations()} translations`);
}

await main();
