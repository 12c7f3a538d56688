import { documentSpan, type EmbeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Command, GpuGrant, Mount, Piece, Word } from '../command.ts';
import type { Comment } from '../document.ts';
import type { AnyCommandNode, CompoundList, FunctionNode, Statement } from './parse.ts';
import type { Scope } from './scope.ts';

/** What one reading of a document gathers. */
export interface Reading {
  /** The whole document. */
  readonly text: string;
  readonly commands: Command[];
  readonly comments: Comment[];
  readonly functions: Map<string, KnownFunction>;
  /** Where a command read in a function's body is in `commands`, so that a second call is joined with the first. */
  readonly seen: Map<string, number>;
  /** Names that were set to more than one value. */
  readonly varied: Map<string, string | undefined>;
  /** Characters of function bodies and embedded texts that may still be read; ends runaway recursion. */
  budget: number;
  readonly runStatements: (context: Context, statements: readonly Statement[]) => void;
  readonly runNode: (context: Context, node: AnyCommandNode | CompoundList) => void;
}

export interface KnownFunction {
  readonly node: FunctionNode;
  readonly context: Context;
  calls: number;
}

/** Where in the document, and in which state, the reader is. */
export interface Context {
  readonly reading: Reading;
  /** The text that the syntax tree's offsets count in. */
  readonly text: string;
  /** Its way back to the document; undefined: it is the document. */
  readonly embedded: EmbeddedText | undefined;
  readonly scope: Scope;
  readonly conditional: boolean;
  readonly inFunction: boolean;
  readonly depth: number;
  /** What the wrappers around an embedded text give the commands in it. */
  readonly frame: Frame | undefined;
  /** What the command reads from its standard input, where the document says it. */
  readonly input: readonly Piece[] | undefined;
}

export interface Frame {
  readonly image: Word | undefined;
  readonly gpus: GpuGrant | undefined;
  readonly mounts: readonly Mount[] | undefined;
  /** Where the outer command starts, for the first command inside. */
  readonly start: number | undefined;
}

export const deepestContext = 40;

/** Offsets of the syntax tree as a span of the document. Of an expansion that breaks off, the tree may count past the text's end. */
export function spanIn({ text, embedded }: Context, from: number, to: number): Span {
  const end = Math.min(to, text.length);
  const start = Math.min(from, end);
  return embedded === undefined ? { start, end } : documentSpan(embedded, start, end);
}
