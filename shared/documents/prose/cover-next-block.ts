import type { Span } from '../../text/span.ts';
import type { Comment } from '../document.ts';

/** Comments of a document, and which of them stand above what is read next. */
export interface WaitingComments {
  readonly comments: Comment[];
  waiting: number[];
}

/** A comment right above a block means all of it. */
export function coverNextBlock(found: WaitingComments, block: Span): void {
  for (const at of found.waiting) {
    const comment = found.comments[at];
    if (comment !== undefined) found.comments[at] = { ...comment, covers: block };
  }
  found.waiting = [];
}
