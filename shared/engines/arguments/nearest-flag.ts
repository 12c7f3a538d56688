import type { Grammar } from './grammar.ts';

interface Candidate {
  readonly flag: string;
  readonly letters: number;
}

const candidates = new WeakMap<Grammar, readonly Candidate[]>();

/** The one long option that is at most two slips of the pen away, one for a short flag; undefined if there is none or more than one. */
export function nearestFlag(flag: string, grammar: Grammar): string | undefined {
  const letters = lettersOf(flag);
  let best: string | undefined;
  let several = false;
  let least = flag.length < 12 ? 1 : 2;
  for (const candidate of candidatesOf(grammar)) {
    if (Math.abs(candidate.flag.length - flag.length) > least || bitsOf(candidate.letters ^ letters) > 2 * least) continue;
    const distance = editDistance(flag, candidate.flag, least);
    if (distance > least) continue;
    several = distance === least && best !== undefined;
    best = candidate.flag;
    least = distance;
  }
  return several ? undefined : best;
}

function candidatesOf(grammar: Grammar): readonly Candidate[] {
  const kept = candidates.get(grammar);
  if (kept !== undefined) return kept;
  const made = [...grammar.flags.keys()].filter((flag) => flag.startsWith('--')).map((flag) => ({ flag, letters: lettersOf(flag) }));
  candidates.set(grammar, made);
  return made;
}

/** Which letters occur, as bits: a slip changes two of them at most. */
function lettersOf(flag: string): number {
  let letters = 0;
  for (let at = 2; at < flag.length; at++) letters |= 1 << (flag.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(letters: number): number {
  let count = 0;
  for (let left = letters; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Insertions, deletions, replacements and swaps of neighbours; any number over `most` where there are more. */
function editDistance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = new Array(b.length + 1).fill(most + 1);
    row[0] = i;
    let nearest = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row[j] = least;
      nearest = Math.min(nearest, least);
    }
    if (nearest > most) return nearest;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
