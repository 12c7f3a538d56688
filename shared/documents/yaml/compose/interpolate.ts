import { type EmbeddedRun, type EmbeddedText, embeddedText, runsWithin } from '../../../text/embedded-text.ts';
import type { Span } from '../../../text/span.ts';
import type { Substitute } from '../words.ts';

/** Puts in the values of `$NAME`, `${NAME:-default}` and `$$`, as compose does everywhere in its file before anything else reads it. */
export function interpolate(variables: ReadonlyMap<string, string | undefined>): Substitute {
  return (runs) => (runs.some(({ text }) => text?.includes('$')) ? expand(runs, variables, 0) : runs);
}

/** How deep defaults stand in defaults. */
const deepest = 8;

function expand(runs: readonly EmbeddedRun[], variables: ReadonlyMap<string, string | undefined>, depth: number): readonly EmbeddedRun[] {
  const embedded = embeddedText(runs);
  const expanded: EmbeddedRun[] = [];
  let at = 0;
  for (let dollar = nextDollar(embedded, 0); dollar >= 0; dollar = nextDollar(embedded, at)) {
    expanded.push(...runsWithin(embedded, at, dollar));
    const expression = expressionAt(embedded.text, dollar);
    expanded.push(...valueOfExpression(embedded, expression, variables, depth));
    at = expression.end;
  }
  return [...expanded, ...runsWithin(embedded, at, embedded.text.length)];
}

function nextDollar({ text }: EmbeddedText, from: number): number {
  return text.indexOf('$', from);
}

interface Expression {
  readonly start: number;
  readonly end: number;
  /** Undefined: a dollar sign. Empty: what compose would refuse. */
  readonly name: string | undefined;
  readonly operator: string;
  /** Where the default or the replacement stands. */
  readonly operand: Span | undefined;
}

function expressionAt(text: string, start: number): Expression {
  const none = { start, name: undefined, operator: '', operand: undefined };
  if (text[start + 1] === '$') return { ...none, end: start + 2 };
  const plain = /^\w+/.exec(text.slice(start + 1, start + 200))?.[0];
  if (plain !== undefined && !/^\d/.test(plain)) return { ...none, name: plain, end: start + 1 + plain.length };
  const open = /^\{([A-Za-z_]\w*)(:?[-?+])?/.exec(text.slice(start + 1, start + 200));
  const end = open === null ? -1 : closingBrace(text, start + 2);
  if (open === null || end < 0) return text[start + 1] === '{' ? { ...none, name: '', end: text.length } : { ...none, end: start + 1 };
  const operator = open[2] ?? '';
  const operand = operator === '' ? undefined : { start: start + 1 + open[0].length, end };
  return { start, end: end + 1, name: open[1], operator, operand };
}

const longestExpression = 1000;

function closingBrace(text: string, from: number): number {
  let depth = 1;
  const end = Math.min(text.length, from + longestExpression);
  for (let at = from; at < end; at++) {
    if (text[at] === '{' && text[at - 1] === '$') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function valueOfExpression(
  embedded: EmbeddedText,
  expression: Expression,
  variables: ReadonlyMap<string, string | undefined>,
  depth: number,
): readonly EmbeddedRun[] {
  const { start, end, name, operator, operand } = expression;
  const span = placeOf(embedded, start, end);
  if (name === undefined) return [{ text: '$', span, origin: undefined }];
  const set = variables.has(name) && !(operator.startsWith(':') && variables.get(name) === '');
  const usesOperand = operator.endsWith('+') ? set : operator.endsWith('-') && !set;
  if (usesOperand && operand !== undefined) return operandRuns(embedded, operand, span, variables, depth);
  if (operator.endsWith('+')) return [{ text: variables.has(name) ? '' : undefined, span, origin: undefined }];
  return [{ text: set ? variables.get(name) : undefined, span, origin: undefined }];
}

/** A default appears where the expression stands, and is written inside it. */
function operandRuns(
  embedded: EmbeddedText,
  operand: Span,
  span: Span,
  variables: ReadonlyMap<string, string | undefined>,
  depth: number,
): readonly EmbeddedRun[] {
  if (operand.start >= operand.end) return [{ text: '', span, origin: undefined }];
  if (depth >= deepest) return [{ text: undefined, span, origin: undefined }];
  return expand(runsWithin(embedded, operand.start, operand.end), variables, depth + 1).map((run) => ({
    text: run.text,
    span,
    origin: run.text === undefined ? undefined : (run.origin ?? run.span),
  }));
}

function placeOf(embedded: EmbeddedText, from: number, to: number): Span {
  const runs = runsWithin(embedded, from, to);
  const start = runs[0]?.span.start ?? 0;
  return { start, end: Math.max(start, runs.at(-1)?.span.end ?? start) };
}
