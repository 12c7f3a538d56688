import { type TextLine, textLines } from '../../text/text-lines.ts';
import type { DocumentReader } from '../document.ts';
import type { Block } from '../prose/block.ts';
import { nothingShared, readBlock, type Understood } from '../prose/guests.ts';
import { readRestructuredText } from '../restructuredtext/restructuredtext-reader.ts';
import { withinHost } from '../within-host.ts';
import { markdownBlocks } from './markdown-blocks.ts';

/** Markdown in all its editions; `readers` read what its fences hold. */
export function markdownReader(readers: readonly DocumentReader[]): DocumentReader {
  return {
    kind: 'markdown',
    read: (text) => ({ kind: 'markdown', ...readMarkdown(text, textLines(text), readers, 0) }),
    commentLine: (text) => `<!-- ${text} -->`,
  };
}

const deepest = 8;

function readMarkdown(text: string, lines: readonly TextLine[], readers: readonly DocumentReader[], depth: number): Understood {
  const { blocks, comments } = markdownBlocks(text, lines);
  const shared = nothingShared();
  const read = blocks.map((block) =>
    holdsMarkdown(block) && depth < deepest ? readNested(block, text, readers, depth + 1) : readBlock(block, text, readers, shared),
  );
  const all = [...comments, ...read.flatMap((each) => each.comments)].sort((one, other) => one.span.start - other.span.start);
  return { commands: read.flatMap(({ commands }) => commands), comments: all };
}

/** A directive of MyST (`{note}`, `{tab-item}`), whose content is Markdown again; and Markdown that is shown. */
function holdsMarkdown({ language }: Block): boolean {
  return /^\{[\w:-]+\}$/.test(language) || language === 'markdown' || language === 'md';
}

function readNested({ embedded, encode, language }: Block, text: string, readers: readonly DocumentReader[], depth: number): Understood {
  const read =
    language === '{eval-rst}'
      ? readRestructuredText(embedded.text, readers)
      : readMarkdown(embedded.text, textLines(embedded.text), readers, depth);
  return withinHost(read, { embedded, host: text, ...(encode && { encode }) });
}
