import type { Option } from '../engines/engine.ts';

/** What a person finds in the document: the flag, or the field that a platform makes it of. */
export function calledBy({ flag, field }: Option): string {
  return field ?? flag;
}
