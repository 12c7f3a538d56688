import type { Keyword, Keywords } from '../keywords.ts';
import { calleeOf } from './callee.ts';
import { entriesOf } from './containers.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { followedDict } from './followed-dict.ts';
import { type Argument, argumentsIn, childOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type DictValue, type Entry, plainOf, type Value, wordOf } from './value.ts';

/** The arguments of a call by name. */
export function keywordsOf(evaluation: Evaluation, call: PythonNode): Keywords {
  const [callee] = call.children;
  const given = argumentsIn(childOf(call, 'ArgList'));
  const read = given.map((argument) => keywordsOfArgument(evaluation, argument));
  return {
    callee: callee && calleeOf(evaluation, callee),
    calleeSpan: { start: call.start, end: callee?.end ?? call.end },
    given: read.flatMap((part) => part.given),
    complete: read.every(({ complete }) => complete),
  };
}

type Part = Pick<Keywords, 'given' | 'complete'>;

function keywordsOfArgument(evaluation: Evaluation, { name, stars, value }: Argument): Part {
  if (stars === '*') return { given: [], complete: false };
  const { text } = evaluation.survey;
  if (stars === '**') {
    const dict = entriesOf(evaluation, value);
    return { given: dict?.entries.map((entry) => keywordOfEntry(entry, text)) ?? [], complete: dict?.complete === true };
  }
  const span = { start: value.start, end: value.end };
  const own = name && { start: name.start, end: name.end };
  const read = keyword(name && textOf(name, text), own ?? span, evaluation.evaluate(value), span, text);
  return { given: [{ ...read, expression: span, ...mappingOf(evaluation, read.name, value) }], complete: true };
}

const stepsToFollow = 1000;

/** Dicts that programs fill in loops and functions are followed; for any other argument that would be in vain. */
function mappingOf(evaluation: Evaluation, name: string | undefined, value: PythonNode): Pick<Keyword, 'inner'> {
  const isMap = name === 'device_map' || name === 'max_memory';
  const inner = isMap && spend(evaluation.survey, stepsToFollow) ? followedDict(value, evaluation.survey.text) : undefined;
  return inner === undefined ? {} : { inner };
}

function keywordOfEntry({ name, nameSpan, value, span }: Entry, text: string): Keyword {
  return keyword(name, nameSpan, value, span, text);
}

function keyword(name: string | undefined, nameSpan: Keyword['nameSpan'], value: Value, span: Keyword['nameSpan'], text: string): Keyword {
  const word = wordOf(value, span, text);
  const inner = innerOf(value, text);
  return {
    name,
    nameSpan: name === undefined ? word.span : nameSpan,
    value: dataOf(value),
    word,
    ...(inner === undefined ? {} : { inner }),
    ...(value.kind === 'list' && { items: value.items.map((item) => wordOf(item.value, item.span, text, item.spread)) }),
  };
}

function dataOf(value: Value): Keyword['value'] {
  const data = plainOf(value)?.data;
  if (data === null || typeof data === 'number' || typeof data === 'string' || typeof data === 'boolean') return data;
  if (Array.isArray(data)) return data;
  return isRecord(data) ? data : undefined;
}

function isRecord(data: unknown): data is { readonly [key: string]: unknown } {
  return typeof data === 'object' && data !== null;
}

function innerOf(value: Value, text: string): Keywords | undefined {
  if (value.kind === 'call') return value.keywords();
  return value.kind === 'dict' ? keywordsInDict(value, text) : undefined;
}

function keywordsInDict({ entries, complete, span }: DictValue, text: string): Keywords {
  return { callee: undefined, calleeSpan: span, given: entries.map((entry) => keywordOfEntry(entry, text)), complete };
}
