import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withTables } from '../../../scripts/readme-tables.mjs';
import { engines } from '../../../shared/engines/registry.ts';
import { rules } from '../../../shared/lint/rules.ts';
import { chunks, runCli } from '../../cli/run-cli.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const readme = read('README.md');

test('the tables of settings and rules in the README are those of the program', () => {
  const { contributes } = JSON.parse(read('package.json'));
  const tables = withTables(readme, contributes.configuration.properties, JSON.parse(read('package.nls.json')), rules);
  expect(readme).toBe(tables);
});

/** Fences of a console: `$ ` and a command, then what it prints; a last line `…` stands for the rest. */
const examples = [...readme.matchAll(/^```console\n\$ (.*)\n([\s\S]*?)^```$/gm)].map(([, command = '', printed = '']) => ({
  command,
  printed,
}));

const more = '…\n';

describe('an example of the command line', () => {
  test.each(examples)('$command', async ({ command, printed }) => {
    const [, echoed, words = ''] = /^(?:echo '([^']*)' \| )?shardlint (.*)$/.exec(command) ?? [];
    const input = chunks(...(echoed === undefined ? [] : [`${echoed}\n`]));
    const { output, errors } = await runCli(path.join(root, 'examples'), words.split(' '), {
      input,
      assets: { 'rules.json': rulePages() },
    });
    expect(errors).toBe('');
    const shown = printed.endsWith(more) ? printed.slice(0, -more.length) : printed;
    expect(printed.endsWith(more) ? output.slice(0, shown.length) : output).toBe(shown);
  });

  test('is there for each command', () => {
    const shown = examples.map(({ command }) => /shardlint ([\w-]+)/.exec(command)?.[1]);
    expect(shown.sort()).toEqual(['batch', 'device-map', 'explain', 'inspect', 'lint', 'plan']);
  });
});

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/development.md',
  'docs/device-map.md',
  'docs/documents.md',
  'examples/README.md',
];

test.each([...documents, ...filesIn('docs/engines'), ...filesIn('docs/rules')])('every link in %s leads somewhere', (file) => {
  const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
  expect(targets.filter((target) => !existsSync(path.join(root, path.dirname(file), target)))).toEqual([]);
});

test('every engine has a page, and the README leads to it', () => {
  const pages = engines.map(({ name }) => `docs/engines/${name}.md`);
  expect(filesIn('docs/engines')).toEqual([...pages].sort());
  for (const page of pages) expect(readme).toContain(`](${page})`);
});

test('every engine can be chosen in the settings, with a version', () => {
  const { properties } = JSON.parse(read('package.json')).contributes.configuration;
  const names = engines.map(({ name }) => name);
  expect(properties['shardlint.engine'].enum).toEqual(names);
  expect(Object.keys(properties['shardlint.engineVersions'].properties)).toEqual(names);
});

test('every script in the examples is in their list', () => {
  const scripts = filesIn('examples', true).filter((file) => file.endsWith('.sh'));
  const listed = [...read('examples/README.md').matchAll(/^\| `([^`]+\.sh)` \|/gm)].map(([, file = '']) => `examples/${file}`);
  expect(listed.sort()).toEqual(scripts);
});

test('every script that the documents name is in package.json', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = ['README.md', 'CONTRIBUTING.md', 'docs/development.md'].flatMap((file) =>
    [...read(file).matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

function rulePages(): string {
  return JSON.stringify(Object.fromEntries(rules.map(({ id }) => [id, read(`docs/rules/${id}.md`)])));
}

function filesIn(folder: string, deep = false): readonly string[] {
  const names = readdirSync(path.join(root, folder), { recursive: deep, encoding: 'utf8' });
  return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`).sort();
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
