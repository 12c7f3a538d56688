import type { EngineVersion, ModelReference } from '../engine.ts';
import { atLeast } from '../version.ts';
import type { ParsedArguments } from './arguments/parse-arguments.ts';
import type { Positional } from './arguments/reading.ts';
import type { Entry } from './entry-points.ts';

/** The model of a launch as vLLM would take it; undefined where none is written, or where the one that is written does not count. */
export function modelOf(entry: Entry, parsed: ParsedArguments, version: EngineVersion): ModelReference | undefined {
  const option = parsed.options.get('model');
  if (option !== undefined) return { source: sourceOf(entry, option.place.span, option.text), text: option.text, place: option.place };
  const value = takesModelArgument(entry, version) === false ? undefined : modelArgument(parsed)?.value;
  return value && { source: value.source, text: value.text, place: value.place };
}

/** The argument that is the model: the first, or the first that is certain to be one where unknown words stand before it. */
export function modelArgument({ positionals }: ParsedArguments): Positional | undefined {
  const [first] = positionals;
  if (first === undefined || first.certain) return first;
  return positionals.find(({ value }) => value.text !== undefined) ?? first;
}

/**
 * True for `vllm serve`. The image's own entrypoint was the server module up to 0.10.2, which takes `--model` only, and is
 * `vllm serve` from 0.11.1 on; undefined in between.
 */
export function takesModelArgument({ entryPoint, ofImage }: Entry, { release }: EngineVersion): boolean | undefined {
  if (!ofImage) return entryPoint.model === 'argument';
  if (atLeast(release, [0, 11, 1])) return true;
  return atLeast(release, [0, 11]) ? undefined : false;
}

/** The word of the option's value as it stands in the document. */
function sourceOf({ arguments: words }: Entry, span: { readonly start: number; readonly end: number }, text: string | undefined): string {
  const word = words.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  if (word === undefined) return text ?? '';
  return word.source.startsWith('-') ? word.source.slice(word.source.indexOf('=') + 1) : word.source;
}
