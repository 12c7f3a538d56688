import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import { integer } from './arithmetic.ts';
import type { Context } from './context.ts';
import type { ParameterExpansionPart, ParameterOperation, WordNode } from './parse.ts';
import { assign, lookUp } from './scope.ts';
import { cutRuns, isAbsent, knownRun, type Run, type Runs, textOf, through, unknownRun, type Variable } from './value.ts';

/** Expands a word to one value, as in an assignment. */
export type ExpandRuns = (context: Context, word: WordNode) => Run[];

/** The value of `$NAME` at `at`. */
export function variableRuns(context: Context, name: string, at: Span, quoted: boolean): Run[] {
  const variable = lookUp(context.scope, name);
  return variable === undefined ? [{ ...unknownRun(at, quoted), absent: isOutside(name) }] : through(variable.runs, at, quoted);
}

/** `$?`, `$$` and their like are not absent: they always have a value, which nobody knows. */
function isOutside(name: string): boolean {
  return /^\w/.test(name);
}

/** The value of `${NAME…}`, arrays apart. */
export function parameterValue(context: Context, part: ParameterExpansionPart, at: Span, quoted: boolean, expand: ExpandRuns): Run[] {
  const own = subject(context, part, at, quoted);
  if (part.operation === undefined) return own;
  const changed = operate(context, part, part.operation, own, { at, quoted, expand });
  return changed ?? [unknownRun(at, quoted)];
}

/** What stands before the operator: the variable, one element of an array, a length, an indirect variable. */
function subject(context: Context, part: ParameterExpansionPart, at: Span, quoted: boolean): Run[] {
  const { parameter, prefix, index } = part;
  if (prefix === '#') return lengthOf(context, part, at, quoted);
  if (prefix === '!') {
    const name = textOf(variableRuns(context, parameter, at, quoted));
    return name !== undefined && index === undefined && /^\w+$/.test(name)
      ? variableRuns(context, name, at, quoted)
      : [unknownRun(at, quoted)];
  }
  if (index === undefined) return variableRuns(context, parameter, at, quoted);
  const variable = lookUp(context.scope, parameter);
  const element = elementAt(variable, index.text);
  return element === undefined ? [unknownRun(at, quoted)] : through(element.pieces, at, quoted);
}

function lengthOf(context: Context, part: ParameterExpansionPart, at: Span, quoted: boolean): Run[] {
  const variable = lookUp(context.scope, part.parameter);
  const isArray = part.index?.text === '@' || part.index?.text === '*';
  const { elements } = variable ?? {};
  if (isArray && elements?.every((element) => element.spread !== true) === true) return [knownRun(String(elements.length), at, quoted)];
  const text = variable === undefined || isArray ? undefined : textOf(variable.runs);
  return [text === undefined ? unknownRun(at, quoted) : knownRun(String(text.length), at, quoted)];
}

function elementAt(variable: Variable | undefined, index: string): Word | undefined {
  const at = integer(index);
  if (variable?.elements === undefined || at === undefined || at < 0) return undefined;
  const before = variable.elements.slice(0, at + 1);
  return before.some((element) => element.spread === true) ? undefined : variable.elements[at];
}

interface Spot {
  readonly at: Span;
  readonly quoted: boolean;
  readonly expand: ExpandRuns;
}

function operate(context: Context, part: ParameterExpansionPart, operation: ParameterOperation, own: Run[], spot: Spot): Run[] | undefined {
  if (operation.type === 'Default') return defaulted(context, part, operation, own, spot);
  const text = textOf(own);
  if (text === undefined) return isAbsent(own) ? own : undefined;
  switch (operation.type) {
    case 'Remove':
      return removed(own, text, operation.operator, textOf(spot.expand(context, operation.operand)));
    case 'Slice':
      return sliced(
        own,
        text,
        integer(textOf(spot.expand(context, operation.offset))),
        operation.length && (integer(textOf(spot.expand(context, operation.length))) ?? null),
      );
    case 'CaseModification':
      return operation.operand === undefined ? [computed(recased(text, operation.operator), spot)] : undefined;
    case 'Replace': {
      const pattern = textOf(spot.expand(context, operation.pattern));
      const replacement = textOf(spot.expand(context, operation.replacement));
      const result = replaced(text, operation.operator, pattern, replacement);
      return result === undefined ? undefined : [computed(result, spot)];
    }
    default:
      return undefined;
  }
}

/** A value that is worked out and written nowhere. */
function computed(text: string, { at, quoted }: Spot): Run {
  return knownRun(text, at, quoted);
}

type DefaultOperation = Extract<ParameterOperation, { type: 'Default' }>;

function defaulted(
  context: Context,
  part: ParameterExpansionPart,
  { operator, operand }: DefaultOperation,
  own: Run[],
  spot: Spot,
): Run[] | undefined {
  const text = textOf(own);
  const colon = operator.startsWith(':');
  const missing = isAbsent(own) || (colon && text === '');
  if (!missing && text === undefined && !own.some((run) => run.text !== undefined && run.text !== ''))
    return operator.endsWith('?') ? own : undefined;
  if (operator.endsWith('+')) return missing ? [] : written(context, operand, spot);
  if (operator.endsWith('?') || !missing) return own;
  const value = written(context, operand, spot);
  if (operator.endsWith('=') && part.index === undefined) {
    const stored = spot.expand(context, operand);
    assign(context.scope, part.parameter, {
      runs: stored,
      elements: undefined,
      exported: lookUp(context.scope, part.parameter)?.exported ?? false,
    });
  }
  return value;
}

/** A default as a value of the expansion: it stands at the expansion, and its origin is the default. */
function written(context: Context, operand: WordNode, { at, quoted, expand }: Spot): Run[] {
  return expand(context, operand).map(
    (run) => ({ ...through([run], at, quoted || run.quoted)[0], ...(run.absent === true ? { absent: true } : {}) }) as Run,
  );
}

const longestPattern = 40;
const longestMatched = 1000;

function removed(own: Run[], text: string, operator: string, pattern: string | undefined): Run[] | undefined {
  const matches = pattern === undefined ? undefined : matcher(pattern);
  if (matches === undefined || text.length > longestMatched) return undefined;
  const lengths = Array.from({ length: text.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  const fromStart = operator.startsWith('#');
  const cut = lengths.find((length) => matches(fromStart ? text.slice(0, length) : text.slice(text.length - length)));
  if (cut === undefined || cut === 0) return own;
  const kept = fromStart ? cutRuns(own, cut, text.length) : cutRuns(own, 0, text.length - cut);
  return kept.length > 0 ? kept : [{ ...(own[0] as Run), text: '' }];
}

/** A pattern with at most one star; other patterns are left unknown. */
function matcher(pattern: string): ((text: string) => boolean) | undefined {
  if (pattern.length > longestPattern || /[?[\]\\()]/.test(pattern)) return undefined;
  const [head = '', tail, ...more] = pattern.split('*');
  if (tail === undefined) return (text) => text === pattern;
  if (more.length > 0) return undefined;
  return (text) => text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function sliced(own: Run[], text: string, offset: number | undefined, length: number | null | undefined): Run[] | undefined {
  if (offset === undefined || length === null) return undefined;
  const from = offset < 0 ? text.length + offset : offset;
  const to = length === undefined ? text.length : length < 0 ? text.length + length : from + length;
  if (from < 0 || to < from) return undefined;
  const kept = cutRuns(own, from, to);
  return kept.length > 0 ? kept : [{ ...(own[0] as Run), text: '' }];
}

function recased(text: string, operator: string): string {
  const all = operator.length === 2;
  const recase = (part: string): string => (operator.startsWith('^') ? part.toUpperCase() : part.toLowerCase());
  return all ? recase(text) : recase(text.slice(0, 1)) + text.slice(1);
}

function replaced(text: string, operator: string, pattern: string | undefined, replacement: string | undefined): string | undefined {
  if (pattern === undefined || pattern === '' || replacement === undefined || /[*?[\]\\()&]/.test(pattern + replacement)) return undefined;
  if (operator === '//') return text.split(pattern).join(replacement);
  if (operator === '/#') return text.startsWith(pattern) ? replacement + text.slice(pattern.length) : text;
  if (operator === '/%') return text.endsWith(pattern) ? text.slice(0, text.length - pattern.length) + replacement : text;
  const at = text.indexOf(pattern);
  return at < 0 ? text : text.slice(0, at) + replacement + text.slice(at + pattern.length);
}

/** The elements that `"${NAME[@]}"` or `"$@"` stands for; undefined where they are not known. */
export function elementsOf(context: Context, name: string): readonly Word[] | undefined {
  const variable: Variable | undefined = lookUp(context.scope, name);
  if (variable === undefined) return undefined;
  if (variable.elements !== undefined) return variable.elements;
  const runs: Runs = variable.runs;
  const text = textOf(runs);
  return text === undefined ? undefined : [{ text, source: '', span: runs[0]?.span ?? { start: 0, end: 0 }, pieces: runs }];
}
