import type { Names } from './run.ts';
import { unknown, type Value } from './value.ts';

/** The value of a name; unknown if nothing that is seen sets it. */
export function lookUp(names: Names, name: string): Value {
  for (let at: Names | undefined = names; at !== undefined; at = at.outer) {
    const value = at.own.get(name);
    if (value !== undefined) return value;
  }
  return unknown;
}
