import type { Word } from '../../documents/command.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Positional } from '../arguments/reading.ts';
import type { ModelReference } from '../engine.ts';

/** The model of a launch: the option `model`, else the argument where one may be the model; undefined where none is written. */
export function modelOf(words: readonly Word[], parsed: ParsedArguments, mayBeArgument: boolean): ModelReference | undefined {
  const option = parsed.options.get('model');
  if (option !== undefined) return { source: sourceOf(words, option.place.span, option.text), text: option.text, place: option.place };
  const value = mayBeArgument ? modelArgument(parsed)?.value : undefined;
  return value && { source: value.source, text: value.text, place: value.place };
}

/** The argument that is the model: the first, or the first that is certain to be one where unknown words stand before it. */
export function modelArgument({ positionals }: ParsedArguments): Positional | undefined {
  const [first] = positionals;
  if (first === undefined || first.certain) return first;
  return positionals.find(({ value }) => value.text !== undefined) ?? first;
}

/** The word of the option's value as it stands in the document. */
function sourceOf(words: readonly Word[], span: { readonly start: number; readonly end: number }, text: string | undefined): string {
  const word = words.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  if (word === undefined) return text ?? '';
  return word.source.startsWith('-') ? word.source.slice(word.source.indexOf('=') + 1) : word.source;
}
