import type { Span } from '../text/span.ts';
import type { Command } from './command.ts';

/** Kinds of documents that hold launches. A new kind is a reader beside this file and a line in readers.ts. */
export type DocumentKind = 'shell';

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
}

export interface DocumentReader {
  readonly kind: DocumentKind;
  /** True if a document with this path (and, where it has one, this editor language) is of this kind. */
  readonly accepts: (path: string, languageId: string | undefined) => boolean;
  /** A cheap look at the text, without parsing: false only if it cannot hold a launch of any engine that `names` stand for. */
  readonly read: (text: string) => LaunchDocument;
  /** Writes a comment line of this kind. */
  readonly commentLine: (text: string) => string;
}
