import type { Command, Piece, Word } from '../../shared/documents/command.ts';
import type { LaunchDocument } from '../../shared/documents/document.ts';
import type { Keywords } from '../../shared/documents/keywords.ts';
import type { Span } from '../../shared/text/span.ts';
import { outside } from './mutated-texts.ts';

/** What is wrong with what a reader gave for a text: a place that is not in it, a word that says something else than its pieces. */
export function flawOf(text: string, { commands, comments }: Pick<LaunchDocument, 'commands' | 'comments'>): string | undefined {
  for (const comment of comments) {
    const misplaced = outside([comment.span], text);
    if (misplaced !== undefined) return `comment ${misplaced}`;
  }
  for (const command of commands) {
    const flaw = flawOfCommand(text, command);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function flawOfCommand(text: string, command: Command): string | undefined {
  const words = wordsOf(command);
  const { start, keywords, gpus, span } = command;
  const spans = [span, { start, end: start }, ...(gpus === undefined ? [] : [gpus.span]), ...(keywords ? spansOf(keywords) : [])];
  const misplaced = outside([...spans, ...words.flatMap(spansOfWord)], text);
  if (misplaced !== undefined) return misplaced;
  if (keywords !== undefined && command.words.length > 0) return 'words beside keywords';
  return flawOfWords(words) ?? flawOfInsertion(command, text);
}

function flawOfWords(words: readonly Word[]): string | undefined {
  const word = words.find(({ text, pieces }) => text !== undefined && text !== pieces.map((piece) => piece.text).join(''));
  return word === undefined ? undefined : `word ${word.text}`;
}

/** Wherever one more argument can be written, that place is in the text. */
function flawOfInsertion({ insertion, words, keywords }: Command, text: string): string | undefined {
  const own = [...words, ...(keywords?.given.map(({ word }) => word) ?? [])];
  for (const { span } of own) {
    for (const value of [undefined, 2]) {
      const written = insertion?.(span, { name: '--one-more', value });
      const misplaced = written && outside([{ start: written.offset, end: written.offset }], text);
      if (misplaced !== undefined) return `insertion ${misplaced}`;
    }
  }
  return undefined;
}

function wordsOf({ words, environment, image, workingFolder, keywords }: Command): readonly Word[] {
  const others = [image, workingFolder].filter((word) => word !== undefined);
  return [...words, ...environment.values(), ...others, ...(keywords ? wordsOfKeywords(keywords) : [])];
}

function wordsOfKeywords({ given }: Keywords): readonly Word[] {
  return given.flatMap(({ word, inner }) => [word, ...(inner ? wordsOfKeywords(inner) : [])]);
}

function spansOf({ calleeSpan, given }: Keywords): readonly Span[] {
  return [calleeSpan, ...given.flatMap(({ nameSpan, inner }) => [nameSpan, ...(inner ? spansOf(inner) : [])])];
}

function spansOfWord({ span, pieces }: Word): readonly Span[] {
  return [span, ...pieces.flatMap(spansOfPiece)];
}

function spansOfPiece({ span, origin }: Piece): readonly Span[] {
  return origin === undefined ? [span] : [span, origin];
}
