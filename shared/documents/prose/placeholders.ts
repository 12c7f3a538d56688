import type { Command, Piece, Word } from '../command.ts';
import type { Keyword, Keywords } from '../keywords.ts';
import { shownBrackets } from './angle-brackets.ts';

/** A command of an example: what the reader has to fill in is not known. */
export function withoutPlaceholders(command: Command): Command {
  // After an image, the first word is an argument already.
  const program = command.afterEntrypoint ? [] : command.words.slice(0, 1);
  return {
    ...command,
    words: [...program, ...command.words.slice(program.length).map(withoutPlaceholder)],
    environment: new Map([...command.environment].map(([name, word]) => [name, withoutPlaceholder(word)])),
    image: command.image && withoutPlaceholder(command.image),
    workingFolder: command.workingFolder && withoutPlaceholder(command.workingFolder),
    ...(command.keywords === undefined ? {} : { keywords: keywordsWithout(command.keywords) }),
  };
}

function keywordsWithout(keywords: Keywords): Keywords {
  return { ...keywords, given: keywords.given.map(keywordWithout) };
}

function keywordWithout(keyword: Keyword): Keyword {
  const word = withoutPlaceholder(keyword.word);
  const inner = keyword.inner === undefined ? {} : { inner: keywordsWithout(keyword.inner) };
  return word === keyword.word ? { ...keyword, ...inner } : { ...keyword, word, value: undefined };
}

function withoutPlaceholder(word: Word): Word {
  const { span } = word;
  const text = word.text && shownBrackets(word.text);
  if (text === undefined) return word;
  if (isEllipsis(text)) return { ...word, text: undefined, pieces: [{ text: undefined, span, origin: undefined }], spread: true };
  if (isPlaceholder(text)) return { ...word, text: undefined, pieces: [{ text: undefined, span, origin: undefined }] };
  return text === word.text ? word : { ...word, text, pieces: word.pieces.map(shownPiece) };
}

function shownPiece(piece: Piece): Piece {
  return { ...piece, text: piece.text && shownBrackets(piece.text) };
}

/** `...`, `[options]`, `<other options>`: stands for any number of words. */
function isEllipsis(text: string): boolean {
  return /^<[^<>]*\b(?:options?|arg(?:ument)?s?|flags?|param(?:eter)?s?)>$|^(?:\.{2,}|…|\[(?![\d"'{])[^\]]*\](?:\.{3}|…)?)$/.test(text);
}

/** `YOUR_SIZE`, `{size}`, `N`, `your node ip`: a name in place of a value, which an engine would refuse where it takes a number. */
function isPlaceholder(text: string): boolean {
  return /^\{[\w .-]+\}$|^your [\w .-]+$|^(?:[NX]|TP|PP|DP|NUM|YOUR_\w+|NUM_[A-Z_]+|[A-Z]+(?:_[A-Z]+)*_(?:SIZE|NUM|COUNT|GPUS))$|\.{3}|…/.test(
    text,
  );
}
