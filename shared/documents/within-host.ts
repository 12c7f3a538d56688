import { documentSpan, type EmbeddedText, unknownCharacter } from '../text/embedded-text.ts';
import { contains, type Span } from '../text/span.ts';
import { afterBlank, type Command, type InsertArgument, type Insertion, type Piece, type Word } from './command.ts';
import type { Comment, LaunchDocument } from './document.ts';
import type { Keyword, Keywords, MappingLiteral } from './keywords.ts';

/** A document inside another one: a fence of Markdown, a cell of a notebook, YAML in a YAML scalar. */
export interface Guest {
  /** The guest's text, with its way back to the host. */
  readonly embedded: EmbeddedText;
  /** The whole text of the host. */
  readonly host: string;
  /** Text of the guest as it is written in the host (in quotes, indented); undefined where it cannot be. Absent: as it is. */
  readonly encode?: (text: string) => string | undefined;
}

/** Commands and comments that were read from a guest's own text, with every span one of the host. */
export function withinHost(
  read: Pick<LaunchDocument, 'commands' | 'comments'>,
  guest: Guest,
): Pick<LaunchDocument, 'commands' | 'comments'> {
  return {
    commands: read.commands.map((command) => commandWithin(command, guest)),
    comments: read.comments.map((comment) => commentWithin(comment, guest)),
  };
}

function commentWithin({ text, span, covers }: Comment, guest: Guest): Comment {
  const mapped = { text, span: spanWithin(span, guest) };
  return covers === undefined ? mapped : { ...mapped, covers: spanWithin(covers, guest) };
}

function commandWithin(command: Command, guest: Guest): Command {
  const span = spanWithin(command.span, guest);
  const start = spanWithin({ start: command.start, end: command.start + 1 }, guest).start;
  return {
    words: command.words.map((word) => wordWithin(word, guest)),
    environment: new Map([...command.environment].map(([name, word]) => [name, wordWithin(word, guest)])),
    image: command.image && wordWithin(command.image, guest),
    afterEntrypoint: command.afterEntrypoint,
    gpus: command.gpus && { ...command.gpus, span: spanWithin(command.gpus.span, guest) },
    workingFolder: command.workingFolder && wordWithin(command.workingFolder, guest),
    span,
    start,
    conditional: command.conditional,
    ...(command.mounts === undefined ? {} : { mounts: command.mounts }),
    ...(command.keywords === undefined ? {} : { keywords: keywordsWithin(command.keywords, guest) }),
    ...(command.block === undefined ? {} : { block: spanWithin(command.block, guest) }),
    insertion: insertionWithin(command, guest),
  };
}

function keywordsWithin({ callee, calleeSpan, given, complete, literal }: Keywords, guest: Guest): Keywords {
  return {
    callee,
    calleeSpan: spanWithin(calleeSpan, guest),
    complete,
    given: given.map((keyword) => keywordWithin(keyword, guest)),
    ...(literal === undefined ? {} : { literal: literalWithin(literal, guest) }),
  };
}

/** Several lines of a guest are indented, or escaped, as its host demands. */
function literalWithin({ span, style, indent, step, add }: MappingLiteral, guest: Guest): MappingLiteral {
  return { span: spanWithin(span, guest), style, indent, step, add: (entries) => insertionInHost(add(entries), guest) };
}

function keywordWithin({ name, field, nameSpan, value, word, expression, inner }: Keyword, guest: Guest): Keyword {
  const mapped = wordWithin(word, guest);
  return {
    name,
    ...(field === undefined ? {} : { field }),
    nameSpan: spanWithin(nameSpan, guest),
    value: mapped.text === undefined ? undefined : value,
    word: mapped,
    ...(expression === undefined ? {} : { expression: spanWithin(expression, guest) }),
    ...(inner === undefined ? {} : { inner: keywordsWithin(inner, guest) }),
  };
}

function wordWithin(word: Word, guest: Guest): Word {
  const span = spanWithin(word.span, guest);
  return {
    ...word,
    text: known(word.text),
    source: guest.host.slice(span.start, span.end),
    span,
    pieces: word.pieces.map((piece) => pieceWithin(piece, guest)),
  };
}

function pieceWithin({ text, span, origin }: Piece, guest: Guest): Piece {
  return { text: known(text), span: spanWithin(span, guest), origin: origin && spanWithin(origin, guest) };
}

/** A text with a part that the host does not tell is not known. */
function known(text: string | undefined): string | undefined {
  return text?.includes(unknownCharacter) === true ? undefined : text;
}

function spanWithin({ start, end }: Span, { embedded }: Guest): Span {
  return documentSpan(embedded, start, end);
}

/** The guest writes the argument where its own offsets count; what it wrote is put into the host's words. */
function insertionWithin({ words, keywords, insertion = afterBlank }: Command, guest: Guest): InsertArgument {
  return (after, addition) => {
    const own = [...words, ...(keywords?.given.map(({ word }) => word) ?? [])];
    const argument = own.find(({ span }) => contains(spanWithin(span, guest), after));
    return argument && insertionInHost(insertion(argument.span, addition), guest);
  };
}

/** Behind the character before it: an offset at the end of a run is also the start of the next one. */
function insertionInHost(written: Insertion | undefined, guest: Guest): Insertion | undefined {
  const newText = written && (guest.encode === undefined ? inLinesOf(written, guest) : guest.encode(written.newText));
  if (written === undefined || newText === undefined) return undefined;
  return { offset: spanWithin({ start: written.offset - 1, end: written.offset }, guest).end, newText };
}

/** Lines that are added are indented, or quoted, as the line is that they follow. Undefined: the host's line has something else before it. */
function inLinesOf({ offset, newText }: Insertion, { embedded, host }: Guest): string | undefined {
  if (!newText.includes('\n')) return newText;
  const lineStart = embedded.text.lastIndexOf('\n', offset - 1) + 1;
  const { start } = documentSpan(embedded, lineStart, lineStart + 1);
  const prefix = host.slice(host.lastIndexOf('\n', start - 1) + 1, start);
  return /^[\s>]*$/.test(prefix) ? newText.replaceAll('\n', `\n${prefix}`) : undefined;
}
