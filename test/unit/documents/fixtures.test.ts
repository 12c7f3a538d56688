import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

const root = path.join(import.meta.dirname, '..', '..', 'fixtures');

/**
 * Documents of each kind by what becomes of them: `launches` have launches, `silent` look like it and have none, `broken` are half typed or
 * wrong. What is understood of each stands beside it, in a file that ends in `.expected`: the test says where the two differ, and
 * `npx vitest run test/unit/documents/fixtures.test.ts --update` writes what is understood now. A folder is a document with files beside it.
 */
const kinds = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(kinds)('%s', (kind) => {
  describe.each(['launches', 'silent', 'broken'].filter((outcome) => existsSync(path.join(root, kind, outcome))))('%s', (outcome) => {
    test.each(fixturesIn(path.join(root, kind, outcome)))('%s', async (name) => {
      const { document, text, beside } = fixtureAt(path.join(root, kind, outcome, name));
      const understood = outcomeOf(document, text, beside);
      await expect(understood).toMatchFileSnapshot(path.join(root, kind, outcome, `${name}.expected`));
      if (outcome === 'launches') expect(understood).toMatch(/^\d+: /);
      if (outcome === 'silent') expect(understood).not.toMatch(/^\d+: /);
    });
  });
});

function fixturesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !name.endsWith('.expected'));
}

/** A file; or a folder, whose document is the file named as the folder is. */
function fixtureAt(place: string): { readonly document: string; readonly text: string; readonly beside: Readonly<Record<string, string>> } {
  const name = path.basename(place);
  const names = readdirSync(path.dirname(place), { withFileTypes: true })
    .find((entry) => entry.name === name)
    ?.isDirectory()
    ? readdirSync(place)
    : undefined;
  if (names === undefined) return { document: name, text: readFileSync(place, 'utf8'), beside: {} };
  const texts = Object.fromEntries(names.map((each) => [each, readFileSync(path.join(place, each), 'utf8')]));
  return { document: name, text: texts[name] ?? '', beside: texts };
}
