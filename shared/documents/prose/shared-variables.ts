import type { Word } from '../command.ts';

/**
 * Variables that the shell texts of a document have set so far, in the order of reading: a person types one text after the other. Undefined: a
 * name that more than one of them sets, or whose value is not known.
 */
export type SharedVariables = Map<string, Word | undefined>;

/** Those of a text that it does not set itself: what it sets is for it to say, in whichever of its lines. */
export function variablesFor(text: string, shared: SharedVariables): ReadonlyMap<string, Word> {
  const known = new Map<string, Word>();
  if (shared.size === 0) return known;
  const own = new Set([...text.matchAll(/(?<![\w$-])([\w.-]{1,64}?)\+?=/g)].map(([, name]) => name));
  const used = [...text.matchAll(/\w+/g)].map(([name]) => [name, name] as const);
  const called = [...text.matchAll(/[\w.-]+/g)].map(([name]) => [name, `alias ${name}`] as const);
  for (const [name, key] of [...used, ...called]) {
    const word = own.has(name) ? undefined : shared.get(key);
    if (word !== undefined) known.set(key, word);
  }
  return known;
}

/** Adds what one text sets. */
export function add(set: ReadonlyMap<string, Word | undefined>, shared: SharedVariables): void {
  for (const [name, word] of set) shared.set(name, shared.has(name) ? undefined : word);
}
