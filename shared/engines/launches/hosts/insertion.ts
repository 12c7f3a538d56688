import type { Addition, InsertArgument, Word } from '../../../documents/command.ts';
import { contains } from '../../../text/span.ts';

/** No option is added. */
export const noInsertion: InsertArgument = () => undefined;

/** As a shell takes one more argument: after a blank, behind the word whose value is at hand. */
export function withBlank(words: readonly Word[], written: (addition: Addition) => string): InsertArgument {
  return (after, addition) => {
    const word = words.find(({ span }) => contains(span, after));
    return word && { offset: word.span.end, newText: ` ${written(addition)}` };
  };
}
