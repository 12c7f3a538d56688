import { kindOf } from '../../shared/documents/kind-of.ts';

const mostNames = 1000;

/** Of the names in a folder, those of documents that may launch something. */
export function scriptNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => kindOf(name) !== undefined).slice(0, mostNames);
}
