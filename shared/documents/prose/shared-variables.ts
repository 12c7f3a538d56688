import type { Word } from '../command.ts';

/**
 * Variables that the shell texts of a document have set so far, in the order of reading: a person types one text after the other. Undefined: a
 * name that more than one of them sets, or whose value is not known.
 */
export type SharedVariables = Map<string, Word | undefined>;

/** Those of a text that it does not set itself: what it sets is for it to say, in whichever of its lines. */
export function variablesFor(text: string, shared: SharedVariables): ReadonlyMap<string, Word> {
  const known = new Map<string, Word>();
  for (const [name, word] of shared) if (word !== undefined && uses(text, name)) known.set(name, word);
  return known;
}

/** An alias is called like a program. */
function uses(text: string, key: string): boolean {
  const name = key.replace(/^alias /, '').replaceAll('.', '\\.');
  return text.includes(name) && !new RegExp(`(^|[^\\w$-])${name}\\+?=`).test(text);
}

/** Adds what one text sets. */
export function add(set: ReadonlyMap<string, Word | undefined>, shared: SharedVariables): void {
  for (const [name, word] of set) shared.set(name, shared.has(name) ? undefined : word);
}
