import type { Argument } from '../nodes.ts';
import { merge } from './dict.ts';
import { lookUp } from './names.ts';
import type { Names } from './run.ts';
import { type Dict, none, number, text, unknown, type Value, written } from './value.ts';

const longestRange = 5000;

/** A call of one of Python's own functions, or of a method of a dict or list; unknown for every other. */
export function callBuiltin(names: Names, path: readonly string[], given: readonly Argument[]): Value {
  const [first = '', second, ...more] = path;
  if (more.length > 0) return unknown;
  if (second !== undefined && first !== 'math') return callMethod(names, lookUp(names, first), second, given);
  const name = second ?? first;
  if (name === 'dict') return dictFrom(names, given);
  if (given.some(({ name: keyword, stars }) => keyword !== undefined || stars !== '')) return unknown;
  const values = given.map(({ value }) => names.run.evaluate(names, value));
  return functions.get(name)?.(values) ?? unknown;
}

type Builtin = (values: readonly Value[]) => Value;

const functions: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['range', (values) => rangeOf(numbersOf(values))],
  [
    'len',
    ([value]) =>
      value?.kind === 'list' ? number(value.items.length) : value?.kind === 'dict' && value.complete ? number(value.entries.size) : unknown,
  ],
  [
    'int',
    ([value]) =>
      value?.kind === 'number'
        ? number(Math.trunc(value.number))
        : value?.kind === 'text' && /^\s*-?\d+\s*$/.test(value.text)
          ? number(Number(value.text))
          : unknown,
  ],
  ['float', ([value]) => (value?.kind === 'number' ? number(value.number, true) : unknown)],
  ['str', ([value]) => ofText(value === undefined ? undefined : written(value))],
  ['ceil', ([value]) => (value?.kind === 'number' ? number(Math.ceil(value.number)) : unknown)],
  ['floor', ([value]) => (value?.kind === 'number' ? number(Math.floor(value.number)) : unknown)],
  ['round', ([value, ...more]) => (value?.kind === 'number' && more.length === 0 ? number(roundToEven(value.number)) : unknown)],
  ['abs', ([value]) => (value?.kind === 'number' ? number(Math.abs(value.number), value.isFloat) : unknown)],
  ['min', (values) => extreme(values, Math.min)],
  ['max', (values) => extreme(values, Math.max)],
  ['list', ([value]) => copyOf(value)],
  ['tuple', ([value]) => copyOf(value)],
  [
    'enumerate',
    ([value, ...more]) =>
      value?.kind === 'list' && more.length === 0
        ? { kind: 'list', items: value.items.map((item, at) => pair(number(at), item)) }
        : unknown,
  ],
  ['sum', ([value, ...more]) => (value?.kind === 'list' && more.length === 0 ? sumOf(value.items) : unknown)],
]);

function ofText(known: string | undefined): Value {
  return known === undefined ? unknown : text(known);
}

/** Python rounds a half to the even number. */
function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function numbersOf(values: readonly Value[]): readonly number[] | undefined {
  const numbers = values.flatMap((value) => (value.kind === 'number' && Number.isInteger(value.number) ? [value.number] : []));
  return numbers.length === values.length ? numbers : undefined;
}

function rangeOf(bounds: readonly number[] | undefined): Value {
  if (bounds === undefined || bounds.length === 0) return unknown;
  const [start, stop, step = 1] = bounds.length === 1 ? [0, bounds[0] ?? 0] : [bounds[0] ?? 0, bounds[1] ?? 0, bounds[2]];
  const length = step === 0 ? longestRange + 1 : Math.max(0, Math.ceil((stop - start) / step));
  if (length > longestRange) return unknown;
  return { kind: 'list', items: Array.from({ length }, (_, at) => number(start + at * step)) };
}

function extreme(values: readonly Value[], of: (...numbers: number[]) => number): Value {
  const [only, ...more] = values;
  const items = only?.kind === 'list' && more.length === 0 ? only.items : values;
  const numbers = items.flatMap((item) => (item.kind === 'number' ? [item.number] : []));
  return numbers.length === items.length && numbers.length > 0
    ? number(
        of(...numbers),
        items.some((item) => item.kind === 'number' && item.isFloat),
      )
    : unknown;
}

function sumOf(items: readonly Value[]): Value {
  const numbers = numbersOf(items);
  return numbers === undefined ? unknown : number(numbers.reduce((sum, item) => sum + item, 0));
}

function copyOf(value: Value | undefined): Value {
  if (value === undefined) return { kind: 'list', items: [] };
  return value.kind === 'list' ? { kind: 'list', items: [...value.items] } : unknown;
}

function pair(one: Value, other: Value): Value {
  return { kind: 'list', items: [one, other] };
}

/** `dict()`, `dict(other)`, `dict(name=value)`. */
function dictFrom(names: Names, given: readonly Argument[]): Value {
  const dict: Dict = { kind: 'dict', entries: new Map(), complete: true, literal: undefined };
  for (const { name, stars, value } of given) {
    if (name === undefined || stars !== '') merge(dict, names.run.evaluate(names, value));
    else
      dict.entries.set(names.run.text.slice(name.start, name.end), {
        value: names.run.evaluate(names, value),
        keySpan: { start: name.start, end: name.end },
        valueSpan: { start: value.start, end: value.end },
      });
  }
  return dict;
}

function callMethod(names: Names, object: Value, method: string, given: readonly Argument[]): Value {
  const values = given.map(({ value }) => names.run.evaluate(names, value));
  if (object.kind === 'dict') return callDict(object, method, values);
  if (object.kind !== 'list') return unknown;
  if (method === 'append' && values[0] !== undefined) object.items.push(values[0]);
  else if (method === 'extend' && values[0]?.kind === 'list') object.items.push(...values[0].items);
  return none;
}

function callDict(dict: Dict, method: string, values: readonly Value[]): Value {
  switch (method) {
    case 'update':
      merge(dict, values[0] ?? unknown);
      return none;
    case 'copy':
      return { ...dict, entries: new Map(dict.entries) };
    case 'items':
      if (!dict.complete) return unknown;
      return {
        kind: 'list',
        items: [...dict.entries].map(([key, { value }]) => pair(typeof key === 'number' ? number(key) : text(key), value)),
      };
    case 'keys':
      return dict.complete
        ? { kind: 'list', items: [...dict.entries.keys()].map((key) => (typeof key === 'number' ? number(key) : text(key))) }
        : unknown;
    case 'get':
    case 'values':
      return unknown;
    default:
      // pop, clear, setdefault: what is in it then is not followed.
      dict.complete = false;
      return unknown;
  }
}
