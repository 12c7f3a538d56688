import type { Templates } from './templates.ts';

/** The text that a tree was read from. */
export interface YamlSource {
  readonly text: string;
  /** As the parser got it: templates that stand on lines of their own are blanks, others are `unknownCharacter`s. */
  readonly masked: string;
  readonly templates: Templates;
}
