import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocument } from '../../server/open-documents.ts';
import { rehearsal } from '../../server/rehearsal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened(name: string): OpenDocument {
  const document = TextDocument.create(`file:///${name}`, 'shellscript', 1, 'vllm serve m');
  return { uri: document.uri, path: `/${name}`, version: 1, document };
}

test('a document is linted as several texts, none of them its own, and only the first of a language', () => {
  const texts: string[] = [];
  const rehearse = rehearsal(
    (_, text) => void texts.push(text),
    () => true,
  );
  rehearse(opened('a.sh'));
  expect(texts).toEqual([]);
  vi.runAllTimers();
  const first = texts.length;
  rehearse(opened('b.sh'));
  vi.runAllTimers();
  expect(new Set(texts).size).toBe(first);
  expect(texts).toHaveLength(first);
  expect(texts).not.toContain('vllm serve m');
});

test('an edit ends it', () => {
  let current = true;
  let rounds = 0;
  const rehearse = rehearsal(
    () => {
      rounds += 1;
      current = false;
    },
    () => current,
  );
  rehearse(opened('a.sh'));
  vi.runAllTimers();
  expect(rounds).toBe(1);
});
