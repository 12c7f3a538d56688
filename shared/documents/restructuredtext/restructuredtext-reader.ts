import type { DocumentReader } from '../document.ts';
import { nothingShared, readBlock, type Understood } from '../prose/guests.ts';
import { restructuredTextBlocks } from './restructuredtext-blocks.ts';

/** reStructuredText, as Sphinx takes it; `readers` read what its code blocks hold. */
export function restructuredTextReader(readers: readonly DocumentReader[]): DocumentReader {
  return {
    kind: 'restructuredtext',
    read: (text) => ({ kind: 'restructuredtext', ...readRestructuredText(text, readers) }),
    commentLine: (text) => `.. ${text}`,
  };
}

/** What stands in the code blocks of a text. */
export function readRestructuredText(text: string, readers: readonly DocumentReader[]): Understood {
  const { blocks, comments } = restructuredTextBlocks(text);
  const shared = nothingShared();
  const read = blocks.map((block) => readBlock(block, text, readers, shared));
  const all = [...comments, ...read.flatMap((each) => each.comments)].sort((one, other) => one.span.start - other.span.start);
  return { commands: read.flatMap(({ commands }) => commands), comments: all };
}
