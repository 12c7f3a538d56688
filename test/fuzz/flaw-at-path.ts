import { nothingAround } from '../../shared/documents/document.ts';
import { readerOf } from '../../shared/documents/readers.ts';
import { fixtureDocuments } from '../unit/documents/fixture-files.ts';
import { flawOf } from './document-flaw.ts';

/** What is wrong with what the reader of a path makes of a text. */
export function flawAt(path: string, text: string): string | undefined {
  const reader = readerOf(path);
  return reader === undefined ? 'no reader' : flawOf(text, reader.read(text, { ...nothingAround, path }));
}

/** The fixtures of a kind, as texts to start from. */
export function fixtureTexts(kind: string): readonly string[] {
  return fixtureDocuments().flatMap((document) => (document.kind === kind ? [document.text] : []));
}
