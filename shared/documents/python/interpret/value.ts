import type { Span } from '../../../text/span.ts';
import type { PythonNode } from '../parse.ts';

/** A value while a program is followed. */
export type Value =
  | { readonly kind: 'number'; readonly number: number; readonly isFloat: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: Value[] }
  | Dict
  | { readonly kind: 'function'; readonly node: PythonNode }
  | { readonly kind: 'unknown' };

/** A dict that is being filled; every name that stands for it sees what is put in. */
export interface Dict {
  readonly kind: 'dict';
  /** By key: a text, or a number as it is written. The last one of a key wins. */
  readonly entries: Map<string | number, DictEntry>;
  /** False once something may have been put in that is not seen. */
  complete: boolean;
  /** The literal that it began with, where an entry can be added; undefined: `dict()`, a comprehension. */
  readonly literal: Span | undefined;
}

export interface DictEntry {
  readonly value: Value;
  /** Where key and value are written. */
  readonly keySpan: Span;
  readonly valueSpan: Span;
}

export const unknown: Value = { kind: 'unknown' };
export const none: Value = { kind: 'none' };

export function number(value: number, isFloat = false): Value {
  return Number.isFinite(value) ? { kind: 'number', number: value, isFloat } : unknown;
}

export function text(value: string): Value {
  return { kind: 'text', text: value };
}

export function boolean(value: boolean): Value {
  return { kind: 'boolean', boolean: value };
}

/** Python's truth of a value; undefined: unknown. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'number':
      return value.number !== 0;
    case 'text':
      return value.text !== '';
    case 'boolean':
      return value.boolean;
    case 'none':
      return false;
    case 'list':
      return value.items.length > 0;
    case 'dict':
      return value.entries.size > 0 ? true : value.complete ? false : undefined;
    case 'function':
      return true;
    case 'unknown':
      return undefined;
  }
}

/** As an f-string and `str()` write it; undefined: unknown. */
export function written(value: Value): string | undefined {
  switch (value.kind) {
    case 'number':
      return value.isFloat && Number.isInteger(value.number) ? `${value.number}.0` : String(value.number);
    case 'text':
      return value.text;
    case 'boolean':
      return value.boolean ? 'True' : 'False';
    case 'none':
      return 'None';
    default:
      return undefined;
  }
}
