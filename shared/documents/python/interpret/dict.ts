import type { PythonNode } from '../parse.ts';
import type { Dict, Value } from './value.ts';

/** Puts a value under a key that is known; else the dict is no longer known whole. */
export function putIn(dict: Dict, key: Value, keyNode: PythonNode, value: Value, valueNode: PythonNode): void {
  const name = key.kind === 'text' ? key.text : key.kind === 'number' ? key.number : undefined;
  if (name === undefined) dict.complete = false;
  else
    dict.entries.set(name, {
      value,
      keySpan: { start: keyNode.start, end: keyNode.end },
      valueSpan: { start: valueNode.start, end: valueNode.end },
    });
}

/** `dict.update(other)`, `{**other}`. */
export function merge(dict: Dict, other: Value): void {
  if (other.kind !== 'dict') {
    dict.complete = false;
    return;
  }
  for (const [key, entry] of other.entries) dict.entries.set(key, entry);
  if (!other.complete) dict.complete = false;
}
