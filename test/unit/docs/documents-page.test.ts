import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readerOf } from '../../../shared/documents/readers.ts';
import { lineMapOf } from '../../../shared/text/line-map.ts';
import { analysisOfDocument } from '../documents/outcome.ts';

const page = readFileSync(new URL('../../../docs/documents.md', import.meta.url), 'utf8');

interface DocumentExample {
  readonly name: string;
  readonly text: string;
  /** `LINE: message`, as they stand below the document. */
  readonly said: readonly string[];
}

/** Fences that name a file, each with the fence of what is said about it below. A fence of more backticks holds fences. */
const examples: readonly DocumentExample[] = [...page.matchAll(/^(`{3,})\w+ (\S+)\n([\s\S]*?)^\1$\n+```text\n([\s\S]*?)^```$/gm)].map(
  ([, , name = '', text = '', said = '']) => ({ name, text, said: said.trim().split('\n') }),
);

test.each(examples)('$name: what the page says of it is what is found', ({ name, text, said }) => {
  const lines = lineMapOf(text);
  const findings = analysisOfDocument(name, text)?.findings ?? [];
  expect(findings.map(({ span, message }) => `${lines.positionAt(span.start).line + 1}: ${message}`)).toEqual(said);
});

describe('the page', () => {
  test('has an example of each kind in its table, and each fence is one', () => {
    const headings = [...page.matchAll(/^\| \[[^\]]*\]\(#([\w-]+)\)/gm)].map(([, anchor]) => anchor);
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(' ', '-'));
    expect(sections).toEqual(headings);
    expect(new Set(examples.map(({ name }) => readerOf(name)?.kind)).size).toBe(headings.length);
    expect([...page.matchAll(/^`{3,}\w+ \S+$/gm)]).toHaveLength(examples.length);
  });
});
