// Writes schemas/shardlint.schema.json, the JSON schema of .shardlint.json, from shared/settings/schema.ts and the table of rules.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const entry = fileURLToPath(new URL('../shared/settings/json-schema.ts', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [entry],
  bundle: true,
  write: false,
  format: 'esm',
  logLevel: 'warning',
});
const { settingsJsonSchema } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
const folder = new URL('../schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const file = fileURLToPath(new URL('shardlint.schema.json', folder));
writeFileSync(file, `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
// As the rest of the repository is formatted, so that a second run changes nothing.
const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
process.exitCode = spawnSync(process.execPath, [biome, 'format', '--write', file], { stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1;
