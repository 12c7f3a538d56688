import { describe, expect, test } from 'vitest';
import { fixtureDocuments } from './fixture-files.ts';
import { outcomeOf } from './outcome.ts';

/**
 * Documents of each kind by what becomes of them: `launches` have launches, `silent` look like it and have none, `broken` are half typed or
 * wrong. What is understood of each stands beside it, in a file that ends in `.expected`: the test says where the two differ, and
 * `npx vitest run test/unit/documents/fixtures.test.ts --update` writes what is understood now. A folder is a document with files beside it.
 */
const all = fixtureDocuments();

describe.each([...new Set(all.map(({ kind }) => kind))])('%s', (kind) => {
  const own = all.filter((each) => each.kind === kind);
  describe.each([...new Set(own.map(({ outcome }) => outcome))])('%s', (outcome) => {
    test.each(own.filter((each) => each.outcome === outcome))('$name', async ({ name, text, beside, place }) => {
      const understood = outcomeOf(name, text, beside);
      await expect(understood).toMatchFileSnapshot(`${place}.expected`);
      if (outcome === 'launches') expect(understood).toMatch(/^\d+: /);
      if (outcome === 'silent') expect(understood).not.toMatch(/^\d+: /);
    });
  });
});
