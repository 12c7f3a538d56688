import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withTables } from '../../../scripts/readme-tables.mjs';
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
    const shown = examples.map(({ command }) => /shardlint (\w+)/.exec(command)?.[1]);
    expect(shown.sort()).toEqual(['batch', 'explain', 'inspect', 'lint', 'plan']);
  });
});

test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/development.md', 'docs/engines/vllm.md'])(
  'every link in %s leads somewhere',
  (file) => {
    const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => !existsSync(path.join(root, path.dirname(file), target)))).toEqual([]);
  },
);

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

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
