import type { Command, Piece, Word } from '../../../shared/documents/command.ts';

/** A word of a test: as written, or what a variable gave (`text` undefined: unknown). */
export type TestWord = string | { readonly source: string; readonly text?: string; readonly origin?: number };

/** A command of literal words, separated by one blank each, as a document would give it. */
export function commandOf(words: string | readonly TestWord[], more: Partial<Command> = {}): Command {
  const list = typeof words === 'string' ? words.split(' ').filter((word) => word !== '') : words;
  let at = 0;
  const made = list.map((word) => {
    const result = wordOf(word, at);
    at = result.span.end + 1;
    return result;
  });
  return {
    words: made,
    environment: new Map(),
    image: undefined,
    afterEntrypoint: false,
    gpus: undefined,
    workingFolder: undefined,
    span: { start: 0, end: Math.max(0, at - 1) },
    start: 0,
    conditional: false,
    ...more,
  };
}

export function wordOf(word: TestWord, at = 0): Word {
  const source = typeof word === 'string' ? word : word.source;
  const span = { start: at, end: at + source.length };
  return { text: typeof word === 'string' ? word : word.text, source, span, pieces: piecesOf(word, span) };
}

/** An expansion `$NAME` after a literal start: `--tensor-parallel-size=$TP` has two pieces. */
function piecesOf(word: TestWord, span: Word['span']): readonly Piece[] {
  if (typeof word === 'string') return [{ text: word, span, origin: undefined }];
  const dollar = word.source.indexOf('$');
  const start = word.source.slice(0, Math.max(0, dollar)).replace(/^["']/, '');
  const value = word.text?.slice(start.length);
  const literal: Piece = { text: start, span: { start: span.start, end: span.start + dollar }, origin: undefined };
  const origin = word.origin === undefined || value === undefined ? undefined : { start: word.origin, end: word.origin + value.length };
  const expanded: Piece = { text: value, span: { start: span.start + dollar, end: span.end }, origin };
  return start === '' ? [expanded] : [literal, expanded];
}
