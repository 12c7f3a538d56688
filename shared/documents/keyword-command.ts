import type { Span } from '../text/span.ts';
import type { Command } from './command.ts';
import type { Keywords } from './keywords.ts';

/** A command that is a call or a mapping alone: nothing is known of where and how it runs. */
export function keywordCommand(keywords: Keywords, span: Span): Command & { readonly keywords: Keywords } {
  return {
    words: [],
    environment: new Map(),
    image: undefined,
    afterEntrypoint: false,
    gpus: undefined,
    workingFolder: undefined,
    span,
    start: span.start,
    conditional: false,
    keywords,
  };
}
