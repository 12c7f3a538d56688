import type { Span } from '../../text/span.ts';
import type { Command, Word } from '../command.ts';
import type { Context } from './context.ts';
import { folderOf } from './folder.ts';
import { spreadWord } from './join.ts';
import { environmentOf } from './scope.ts';
import type { Run } from './value.ts';
import type { Wrapped } from './wrappers/state.ts';

/** Adds a command to the document; one that a function's second call gives again is joined with the first. */
export function emit(context: Context, wrapped: Wrapped, span: Span): void {
  const command = commandOf(context, wrapped, span);
  if (!context.inFunction) {
    context.reading.commands.push(command);
    return;
  }
  const { seen, commands } = context.reading;
  const key = `${command.span.start}:${command.start}`;
  const at = seen.get(key);
  const before = at === undefined ? undefined : commands[at];
  if (at !== undefined && before !== undefined) {
    commands[at] = joinCommands(before, command);
    return;
  }
  seen.set(key, commands.length);
  commands.push(command);
}

function commandOf(context: Context, wrapped: Wrapped, span: Span): Command {
  const { words, image, afterEntrypoint, gpus, mounts, exports } = wrapped;
  const parts = {
    words,
    image,
    afterEntrypoint,
    gpus,
    mounts,
    workingFolder: wrapped.folder ?? (wrapped.elsewhere ? undefined : folderOf(context)),
    span,
    start: startOf(context.reading.text, words, afterEntrypoint ? image : undefined) ?? span.start,
    conditional: context.conditional,
  };
  return new ReadCommand(parts, () => environmentOf(exports));
}

/** Few commands are asked for their environment. A class: each object literal with a getter would make a hidden class of its own. */
class ReadCommand implements Command {
  readonly words: Command['words'];
  readonly image: Command['image'];
  readonly afterEntrypoint: Command['afterEntrypoint'];
  readonly gpus: Command['gpus'];
  readonly workingFolder: Command['workingFolder'];
  readonly span: Command['span'];
  readonly start: Command['start'];
  readonly conditional: Command['conditional'];
  readonly mounts: Command['mounts'];
  private known: Command['environment'] | undefined;

  constructor(
    parts: Omit<Command, 'environment'>,
    private readonly readEnvironment: () => Command['environment'],
  ) {
    this.words = parts.words;
    this.image = parts.image;
    this.afterEntrypoint = parts.afterEntrypoint;
    this.gpus = parts.gpus;
    this.workingFolder = parts.workingFolder;
    this.span = parts.span;
    this.start = parts.start;
    this.conditional = parts.conditional;
    this.mounts = parts.mounts;
  }

  get environment(): Command['environment'] {
    this.known ??= this.readEnvironment();
    return this.known;
  }
}

/** A command that stands as a whole in a variable starts there. */
function startOf(text: string, words: readonly Word[], image: Word | undefined): number | undefined {
  const first = image ?? words[0];
  if (first === undefined) return undefined;
  const within = image === undefined ? words.filter(({ span }) => isSamePlace(span, first.span)) : [];
  // A variable that holds the program alone is no command.
  const origin = within.length * 2 >= words.length ? originOf(text, within.slice(0, 6)) : undefined;
  return origin?.start ?? first.span.start;
}

/** Another assignment begins between. */
const startsAnother = /[\n;][ \t]*(?:(?:local|export|readonly|declare|typeset)\s[^\n=]*|\w*)\w\+?=/;

function isSamePlace(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Where the first words are written; a program that came through a variable of its own stands elsewhere than what follows it. */
function originOf(text: string, words: readonly Word[]): Span | undefined {
  const [program, next] = words.flatMap(({ pieces }) => pieces.find(({ origin }) => origin !== undefined)?.origin ?? []);
  if (program === undefined || next === undefined || words[0]?.pieces[0]?.origin === undefined) return program;
  return program.start < next.start && !startsAnother.test(text.slice(program.end, next.start)) ? program : next;
}

/** What two calls agree on. */
function joinCommands(one: Command, other: Command): Command {
  const same = one.words.length === other.words.length;
  const parts = {
    words: same ? one.words.map((word, at) => joinWords(word, other.words[at])) : joinLists(one.words, other.words),
    image: joinOptional(one.image, other.image),
    afterEntrypoint: one.afterEntrypoint,
    gpus: one.gpus && { ...one.gpus, count: one.gpus.count === other.gpus?.count ? one.gpus.count : undefined },
    workingFolder: joinOptional(one.workingFolder, other.workingFolder),
    span: one.span,
    start: one.start,
    conditional: one.conditional,
    mounts: one.mounts,
  };
  return new ReadCommand(parts, () => joinEnvironments(one.environment, other.environment));
}

function joinEnvironments(one: Command['environment'], other: Command['environment']): Command['environment'] {
  const environment = new Map<string, Word>();
  for (const [name, word] of one) environment.set(name, joinWords(word, other.get(name)));
  for (const [name, word] of other) if (!one.has(name)) environment.set(name, unknownWord(word));
  return environment;
}

/** Where only one call has the word, whether it holds is not known. */
function joinOptional(one: Word | undefined, other: Word | undefined): Word | undefined {
  return one === undefined ? other && unknownWord(other) : joinWords(one, other);
}

function joinLists(one: readonly Word[], other: readonly Word[]): readonly Word[] {
  let same = 0;
  while (isOneWord(one[same]) && isOneWord(other[same]) && one[same]?.text === other[same]?.text) same++;
  return [...one.slice(0, same).map((word, at) => joinWords(word, other[at])), spreadWord(one[same] ?? other[same])];
}

function isOneWord(word: Word | undefined): boolean {
  return word !== undefined && word.spread !== true;
}

function joinWords(one: Word, other: Word | undefined): Word {
  if (other === undefined || one.text === undefined || one.text !== other.text) return unknownWord(one);
  return one.pieces.every((piece, at) => piece.origin?.start === other.pieces[at]?.origin?.start) ? one : withoutOrigins(one);
}

/** The calls agree on the value, but each has written its own. */
function withoutOrigins(word: Word): Word {
  return { ...word, pieces: word.pieces.map((piece) => ({ ...piece, origin: undefined })) };
}

function unknownWord(word: Word): Word {
  const run: Run = { text: undefined, span: word.span, origin: undefined, quoted: true };
  return { ...word, text: undefined, pieces: [run] };
}
