import type { Span } from '../text/span.ts';
import type { Command } from './command.ts';

/** Kinds of documents that hold launches. A new kind is a reader beside this file, a line in readers.ts and one in kind-of.ts. */
export type DocumentKind =
  | 'batch'
  | 'device-map'
  | 'dockerfile'
  | 'justfile'
  | 'makefile'
  | 'markdown'
  | 'notebook'
  | 'powershell'
  | 'procfile'
  | 'python'
  | 'restructuredtext'
  | 'shell'
  | 'systemd'
  | 'yaml';

/** What a reader understood of a document. Reading never throws: what could not be read is not in here. */
export interface LaunchDocument {
  readonly kind: DocumentKind;
  /** In the order in which they stand in the document. */
  readonly commands: readonly Command[];
  /** Comments, for suppressions. */
  readonly comments: readonly Comment[];
}

export interface Comment {
  /** The comment without its marker. */
  readonly text: string;
  readonly span: Span;
  /** The block that the comment stands above, where it means all of it. */
  readonly covers?: Span;
}

export interface DocumentReader {
  readonly kind: DocumentKind;
  /** True where the file's name says enough, so that the text needs no mark of an engine to be read. */
  readonly isSure?: boolean;
  /** Never throws, whatever the text. */
  readonly read: (text: string, around: Surroundings) => LaunchDocument;
  /** Writes a comment line of this kind; undefined: the kind has no comments. */
  readonly commentLine: ((text: string) => string) | undefined;
}

/** What a reader may ask of the world around its document. */
export interface Surroundings {
  /** Path of the document. */
  readonly path: string;
  /** The text of a file by its path from the document's folder (`.env` beside a compose file); undefined: there is none. */
  readonly readBeside: (path: string) => string | undefined;
  /** False for a part of the document that certainly holds nothing that is asked for; absent: nobody knows. */
  readonly isWorthReading?: (part: string) => boolean;
}

/** A document that stands alone: a text that was piped in, or that another document quotes. */
export const nothingAround: Surroundings = { path: '', readBeside: () => undefined };
