#!/usr/bin/env node
// @ts-check
import { existsSync } from 'node:fs';
// Builds dist/: the command line, the language server, the extension, the rule pages in one file, the translations.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** CommonJS packages inside an ES module bundle call `require` for Node's own modules. */
const requireForBundledPackages =
  "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);";

/** @type {readonly { from: string; to: string; options: esbuild.BuildOptions; executable: boolean }[]} */
const bundles = [
  { from: 'cli/main.ts', to: 'cli.js', executable: true, options: nodeProgram() },
  { from: 'cli/pad-program.ts', to: 'pad.js', executable: true, options: nodeProgram() },
  { from: 'server/main.ts', to: 'server.js', executable: true, options: nodeProgram() },
  // VS Code loads an extension with `require`; the ending says so, whatever "type" package.json has.
  { from: 'client/extension.ts', to: 'extension.cjs', executable: false, options: { format: 'cjs', external: ['vscode'] } },
];

/** @returns {esbuild.BuildOptions} */
function nodeProgram() {
  return { format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireForBundledPackages}` } };
}

/** @param {(typeof bundles)[number]} bundle @param {boolean} readable */
async function buildBundle({ from, to, options, executable }, readable) {
  const outfile = path.join(root, 'dist', to);
  /** @type {esbuild.BuildOptions & { metafile: true }} */
  const settings = {
    absWorkingDir: root,
    entryPoints: [from],
    outfile,
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
    plugins: [bigJsonAsText],
    ...options,
    metafile: true,
  };
  const { metafile } = await esbuild.build(settings);
  if (executable) await chmod(outfile, 0o755);
  return metafile;
}

/**
 * The catalogue and the tables are kept as one string each and parsed when the bundle loads: V8 parses JSON text several times
 * faster than the same thing written as JavaScript.
 * @type {esbuild.Plugin}
 */
const bigJsonAsText = {
  name: 'big-json-as-text',
  setup(build) {
    build.onLoad({ filter: /\/shared\/.*\.json$/ }, async ({ path: file }) => {
      const text = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** Removes what an earlier build left and this one does not write; files in use are replaced, never missing for a while. */
async function removeLeftovers() {
  const written = new Set(['rules.json', ...bundles.map(({ to }) => to)]);
  const left = (await readdir(path.join(root, 'dist'))).filter((name) => !written.has(name));
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

/** @param {esbuild.Metafile} metafile @param {number} count */
function largestInputs(metafile, count) {
  /** @type {Map<string, number>} */
  const bytesOf = new Map();
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  for (const [file, { bytesInOutput }] of inputs) {
    const owner = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
    bytesOf.set(owner, (bytesOf.get(owner) ?? 0) + bytesInOutput);
  }
  return [...bytesOf].sort((a, b) => b[1] - a[1]).slice(0, count);
}

/** @param {number} bytes */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** @param {string} to @param {esbuild.Metafile} metafile */
function report(to, metafile) {
  const total = Object.entries(metafile.outputs).find(([file]) => file.endsWith(to))?.[1].bytes ?? 0;
  const parts = largestInputs(metafile, 4).map(([owner, bytes]) => `${owner} ${kilobytes(bytes)}`);
  console.log(`dist/${to.padEnd(15)} ${kilobytes(total).padStart(7)}   ${parts.join(', ')}`);
}

/** Builds one bundle and reports it; false where it could not be built. @param {(typeof bundles)[number]} bundle @param {boolean} readable */
async function isBuilt(bundle, readable) {
  const outcome = existsSync(path.join(root, bundle.from))
    ? await buildBundle(bundle, readable).catch((/** @type {Error} */ error) => `${error.message.split('\n')[0]}`)
    : `${bundle.from} does not exist`;
  if (typeof outcome !== 'string') report(bundle.to, outcome);
  else console.error(`dist/${bundle.to} was not built: ${outcome}`);
  return typeof outcome !== 'string';
}

async function main() {
  const readable = process.argv.includes('--readable');
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await removeLeftovers();
  const built = await Promise.all(bundles.map((bundle) => isBuilt(bundle, readable)));
  console.log(`dist/rules.json      ${await bundleRulePages()} rule pages; ${await copyTranslations()} translations`);
  if (built.includes(false)) process.exitCode = 1;
}

await main();
