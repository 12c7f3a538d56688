import type { Span } from '../text/span.ts';
import type { Keywords } from './keywords.ts';

/**
 * A command as it would be run: variables expanded, wrappers (`nohup`, `env`, `docker run IMAGE`, `bash -c`) taken off.
 * Readers of all kinds of documents give this; they know no engine.
 */
export interface Command {
  /** The program first, then its arguments. */
  readonly words: readonly Word[];
  /** Environment variables that the document sets for this command, by name. */
  readonly environment: ReadonlyMap<string, Word>;
  /** The container image that the command runs in (`vllm/vllm-openai:v0.11.0`), where the document names one. */
  readonly image: Word | undefined;
  /** True where `words` are only the arguments that follow an image's own entrypoint: there is no program word. */
  readonly afterEntrypoint: boolean;
  /** GPUs that the document gives this command (`--gpus 4`, `CUDA_VISIBLE_DEVICES` stays in the environment). */
  readonly gpus: GpuGrant | undefined;
  /** Folder in which the command runs where the document says so (`cd models && …`), relative or absolute; undefined: the document's own. */
  readonly workingFolder: Word | undefined;
  /** From the first word (assignments and wrappers before it included) to the last, in the document. */
  readonly span: Span;
  /** Where the command itself starts: its program word, or the image. */
  readonly start: number;
  /** True inside an `if`, a loop, a function or a case: it may not run, and its variables may differ. */
  readonly conditional: boolean;
  /** Options by name, where the document has a call or a mapping instead of words; `words` is empty then. */
  readonly keywords?: Keywords;
  /** How one more argument is written after another one. Absent: as in a shell, after a blank. */
  readonly insertion?: InsertArgument;
  /** Folders of the host that the command sees under another path. */
  readonly mounts?: readonly Mount[];
  /** The block of prose that shows the command, where the document is one: what another block installs says nothing here. */
  readonly block?: Span;
}

/** One more argument; `value` undefined: a switch. */
export interface Addition {
  /** A flag with its hyphens, or the name of a keyword. */
  readonly name: string;
  readonly value: number | undefined;
}

/**
 * Writes an argument after the one whose value stands at `after`, in the host's own syntax: a new item of a YAML list, one more keyword.
 * Undefined: there is no certain way.
 */
export type InsertArgument = (after: Span, addition: Addition) => Insertion | undefined;

export interface Insertion {
  readonly offset: number;
  readonly newText: string;
}

/** As a shell takes one more argument. */
export const afterBlank: InsertArgument = (after, { name, value }) => ({
  offset: after.end,
  newText: value === undefined ? ` ${name}` : ` ${name} ${value}`,
});

/** A folder `outside` that appears as `inside`: `docker run -v OUTSIDE:INSIDE`. Relative paths count from the document. */
export interface Mount {
  readonly inside: string;
  readonly outside: string;
}

/** Number of GPUs that a container or a scheduler grants; `count` undefined: written, but unknown or "all". */
export interface GpuGrant {
  readonly count: number | undefined;
  readonly span: Span;
}

/** One argument, as the program receives it. */
export interface Word {
  /** The value after expansion and quote removal; undefined where it cannot be known. */
  readonly text: string | undefined;
  /** As it stands in the document, for messages. */
  readonly source: string;
  readonly span: Span;
  /**
   * The runs that the word is made of, in order. A literal run stands in the command; an expanded one has the place of the
   * expansion and, where one assignment gave the value, the place of that value.
   */
  readonly pieces: readonly Piece[];
  /** True where the word may stand for any number of words: `"$@"`, an unquoted `$EXTRA`, options added in one branch only. */
  readonly spread?: boolean;
  /** What a platform makes this word of, as its manifest calls it: `tensorParallelSize` becomes `--tensor-parallel-size`. */
  readonly field?: string;
}

export interface Piece {
  /** Undefined: unknown (a command substitution, a variable that nothing sets, a template). */
  readonly text: string | undefined;
  /** Where the piece stands in the command. */
  readonly span: Span;
  /**
   * Where the value itself is written, if elsewhere: the assignment that set the variable, the default in `${TP:-4}`.
   * An edit of the value goes here.
   */
  readonly origin: Span | undefined;
}

/** Where a part of a word's text stands. */
export interface Place {
  /** What to underline in the command. */
  readonly span: Span;
  /** What to replace to change the value; undefined where no single place holds it. */
  readonly editable: Span | undefined;
}

/** The place of characters `from` to `to` of `word.text`; the whole word where they cannot be told apart. */
export function placeOf(word: Word, from = 0, to: number = word.text?.length ?? 0): Place {
  let at = 0;
  for (const piece of word.pieces) {
    if (piece.text === undefined) break;
    const end = at + piece.text.length;
    if (from >= at && to <= end && (to > at || word.pieces.length === 1)) return within(piece, piece.text, from - at, to - at);
    at = end;
  }
  return { span: word.span, editable: undefined };
}

/** Characters can be told apart where the piece is written without quotes or escapes inside it: as long as its text. */
function within(piece: Piece, text: string, from: number, to: number): Place {
  const home = piece.origin ?? piece.span;
  const exact = home.end - home.start === text.length;
  const whole = from === 0 && to === text.length;
  const editable = exact ? { start: home.start + from, end: home.start + to } : whole ? home : undefined;
  const span = piece.origin === undefined && editable !== undefined ? editable : piece.span;
  return { span, editable };
}
