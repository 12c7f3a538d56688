import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Rule, rules } from '../../../shared/lint/rules.ts';
import { type PageExample, readPage } from './page.ts';
import { findingsOfExample } from './page-findings.ts';

const folder = new URL('../../../docs/rules/', import.meta.url);
const pageOf = (id: string): string => readFileSync(new URL(`${id}.md`, folder), 'utf8');

describe('the pages of the rules', () => {
  it('are one for each rule', () => {
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
  });

  it.each(rules.map(({ id }) => id))('%s has a title, an example, a way out and its sources', (id) => {
    const headings = pageOf(id).match(/^##? .+$/gm) ?? [];
    expect(headings[0]).toBe(`# ${id}`);
    expect(headings).toEqual(expect.arrayContaining(['## Example', '## How to fix it', '## Sources']));
  });

  it.each(rules as readonly Rule[])('$id: the example is found, and what stands under "Fixed" is not', ({ id }) => {
    const { example, fixed } = readPage(pageOf(id));
    expect(rulesFoundIn(example)).toContain(id);
    if (fixed !== undefined) expect(rulesFoundIn({ ...example, files: { ...example.files, ...fixed.files } })).not.toContain(id);
  });

  it.each(rules.map(({ id }) => id))('%s: the message on the page is the one that is shown', (id) => {
    const { example } = readPage(pageOf(id));
    const messages = findingsOfExample(example)
      .filter(({ rule }) => rule === id)
      .map(({ message }) => message);
    expect(example.messages.length).toBeGreaterThan(0);
    for (const message of example.messages) expect(messages).toContain(message);
  });
});

function rulesFoundIn(example: PageExample): readonly string[] {
  return findingsOfExample(example).map(({ rule }) => rule);
}
