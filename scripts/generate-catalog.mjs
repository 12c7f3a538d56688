// Writes shared/catalog/catalog.json from the table of shapes beside it.
//
//   node scripts/generate-catalog.mjs                     the catalogue from the table
//   node scripts/generate-catalog.mjs --configs FOLDER    first takes the facts of real config.json files into the table
//   node scripts/generate-catalog.mjs --check             fails if the catalogue is not what the table gives
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundle } from './generate-catalog/bundle.mjs';
import { readConfigs } from './generate-catalog/read-configs.mjs';

const shapesPath = new URL('../shared/catalog/shapes.json', import.meta.url);
const catalogPath = new URL('../shared/catalog/catalog.json', import.meta.url);

const { values } = parseArgs({ options: { configs: { type: 'string', multiple: true }, check: { type: 'boolean' } } });
const { catalogSchema, shapesSchema } = await importTypescript(new URL('../shared/catalog/catalog-schema.ts', import.meta.url));

const shapes = shapesSchema.parse(JSON.parse(readFileSync(shapesPath, 'utf8')));
for (const folder of values.configs ?? []) takeConfigs(shapes, folder);
const table = withoutUnusedSources(shapes);
checkReferences(table);
if (!values.check) writeFileSync(shapesPath, oneRowALine(table));
const text = `${JSON.stringify(catalogSchema.parse(bundle(table)))}\n`;
if (values.check && readFileSync(catalogPath, 'utf8') !== text) {
  console.error('shared/catalog/catalog.json is not what shared/catalog/shapes.json gives: run node scripts/generate-catalog.mjs');
  process.exitCode = 1;
} else if (!values.check) writeFileSync(catalogPath, text);
console.log(`${Object.keys(table.models).length} models, ${Object.keys(table.sources).length} sources, ${text.length} bytes`);

function takeConfigs(into, folder) {
  for (const { id, sourceKey, address, row } of readConfigs(folder)) {
    into.sources[sourceKey] = address;
    into.models[id] = row;
  }
}

function withoutUnusedSources({ sources, models }) {
  const used = new Set(Object.values(models).map(({ source }) => source.split('/')[0]));
  return { sources: sorted(Object.entries(sources).filter(([key]) => used.has(key))), models: sorted(Object.entries(models)) };
}

function sorted(entries) {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function checkReferences({ sources, models }) {
  for (const [id, { source, base }] of Object.entries(models)) {
    if (!sources[source.split('/')[0]]) throw new Error(`${id}: no source is called ${source}`);
    for (let at = base, steps = 0; at !== undefined; at = models[at].base, steps++) {
      if (!models[at] || steps > 3) throw new Error(`${id}: ${at} is no row, or too far up`);
    }
  }
}

function oneRowALine({ sources, models }) {
  const lines = (rows) => Object.entries(rows).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n  "sources": {\n${lines(sources).join(',\n')}\n  },\n  "models": {\n${lines(models).join(',\n')}\n  }\n}\n`;
}

async function importTypescript(url) {
  const { outputFiles } = await build({ entryPoints: [url.pathname], bundle: true, write: false, format: 'esm', logLevel: 'error' });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
