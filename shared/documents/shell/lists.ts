import type { Word } from '../command.ts';
import { integer } from './arithmetic.ts';
import type { Context } from './context.ts';
import { type ExpandRuns, elementsOf } from './parameters.ts';
import type { ParameterExpansionPart, WordPart } from './parse.ts';
import { lookUp } from './scope.ts';
import { textOf } from './value.ts';

/** What `"$@"` or `"${NAME[@]}"` stands for. */
interface List {
  /** Undefined: not known. */
  readonly elements: readonly Word[] | undefined;
  /** Nothing in the file sets it. */
  readonly absent: boolean;
  /** `[*]`: one word, where it is quoted. */
  readonly joined: boolean;
}

/** `$@`, `$*`, `${NAME[@]}`, `${NAME[*]}`, also with an operator; undefined: the part is no list. */
export function listOf(context: Context, name: string, part: WordPart, expand: ExpandRuns): List | undefined {
  const parameter = part.type === 'ParameterExpansion' ? part : undefined;
  const all = name === '@' || name === '*' ? name : parameter?.index?.text;
  if ((all !== '@' && all !== '*') || parameter?.prefix === '#') return undefined;
  const variable = name === '*' ? '@' : name;
  const absent = lookUp(context.scope, variable) === undefined;
  return { elements: chosen(context, elementsOf(context, variable), parameter, expand), absent, joined: all === '*' };
}

function chosen(context: Context, elements: readonly Word[] | undefined, part: ParameterExpansionPart | undefined, expand: ExpandRuns) {
  if (elements === undefined || part === undefined) return elements;
  if (part.prefix !== undefined) return undefined;
  if (part.operation?.type === 'Slice') return sliced(context, elements, part, expand);
  return isOperated(part) ? undefined : elements;
}

/** `"${@:2}"` counts from `$0`, `"${NAME[@]:2}"` from the first element. */
function sliced(context: Context, elements: readonly Word[], { parameter, operation }: ParameterExpansionPart, expand: ExpandRuns) {
  if (operation?.type !== 'Slice' || operation.length !== undefined || elements.some((element) => element.spread === true))
    return undefined;
  const offset = integer(textOf(expand(context, operation.offset)));
  const from = offset !== undefined && (parameter === '@' || parameter === '*') ? offset - 1 : offset;
  return from === undefined || from < 0 ? undefined : elements.slice(from);
}

/** `${ARGS[@]:-}` and `${ARGS[@]+"${ARGS[@]}"}` guard against an unset array, and stand for its elements. */
function isOperated({ operation, parameter }: ParameterExpansionPart): boolean {
  if (operation === undefined) return false;
  if (operation.type !== 'Default') return true;
  const { text } = operation.operand;
  return text !== '' && text !== '""' && !(operation.operator.endsWith('+') && text === `"\${${parameter}[@]}"`);
}
