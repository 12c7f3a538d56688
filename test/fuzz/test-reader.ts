import { expect, test } from 'vitest';
import { flawAt } from './flaw-at-path.ts';
import { tryMutations } from './mutated-texts.ts';

/** What every kind of document may have anywhere. */
const anywhere = ['\n', '\r\n', ' ', '\t', '\\\n', '"', "'", '#', '$', '; ', '&& ', 'vllm serve m -tp 3\n'];

export interface ReaderToTry {
  readonly name: string;
  /** Of a document that the reader takes for its own. */
  readonly path: string;
  readonly texts: readonly string[];
  /** Pieces of the kind's syntax. */
  readonly pieces: readonly string[];
}

/** Tests of a reader alone: documents with pieces put in and taken out, and each piece over and over. The pieces that were tried. */
export function testReader({ name, path, texts, pieces }: ReaderToTry): readonly string[] {
  const tokens = [...anywhere, ...pieces];
  test('a mutated document is read without a throw, with all places in the text', () => {
    tryMutations({ name, texts, tokens }, (text) => flawAt(path, text));
  }, 600_000);
  test.each(tokens)('5,000 times %j is read', (token) => {
    expect(flawAt(path, token.repeat(5000))).toBeUndefined();
  });
  return tokens;
}
