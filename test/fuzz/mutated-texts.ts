import { mutate, type Random, randomOf } from './mutate.ts';

/** How many mutated texts of a kind a test tries: `npm test` takes the default, `npm run fuzz` sets the variable. */
export const mutationCount = Number(process.env.SHARDLINT_MUTATIONS ?? 2000);

export interface Kind {
  readonly name: string;
  /** Texts to start from. */
  readonly texts: readonly string[];
  /** Pieces that mean something in their language. */
  readonly tokens: readonly string[];
  /** Kinds that share the number of texts between them; absent: it has all of them for itself. */
  readonly share?: number;
}

/**
 * Mutates the texts of a kind, again and again. `flawOf` says what is wrong with what became of one, and undefined if nothing is; the
 * seed in the error makes the text again. A long run (SHARDLINT_FUZZ_REPORT) says which text took longest.
 */
export function tryMutations(kind: Kind, flawOf: (text: string, random: Random) => string | undefined): void {
  let slowest = { milliseconds: 0, seed: 0, length: 0 };
  const started = performance.now();
  const count = Math.ceil(mutationCount / (kind.share ?? 1));
  for (let seed = 0; seed < count; seed++) {
    const random = randomOf(seed);
    const text = mutate(kind.texts[seed % kind.texts.length] ?? '', kind.tokens, random);
    const begun = performance.now();
    const flaw = tried(() => flawOf(text, random));
    const milliseconds = performance.now() - begun;
    if (flaw !== undefined) throw new Error(`${kind.name}, seed ${seed}: ${flaw}\n${text}`);
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, seed, length: text.length };
  }
  if (process.env.SHARDLINT_FUZZ_REPORT) report(kind.name, count, performance.now() - started, slowest);
}

function tried(flawOf: () => string | undefined): string | undefined {
  try {
    return flawOf();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function report(
  name: string,
  count: number,
  all: number,
  { milliseconds, seed, length }: { milliseconds: number; seed: number; length: number },
): void {
  const slowest = `slowest ${milliseconds.toFixed(1)} ms (seed ${seed}, ${length} characters)`;
  console.log(`${name}: ${count} texts, ${(all / 1000).toFixed(0)} s, ${slowest}`);
}

/** The first place that does not lie in its text. */
export function outside(spans: Iterable<{ readonly start: number; readonly end: number }>, text: string): string | undefined {
  for (const { start, end } of spans) if (!(start >= 0 && start <= end && end <= text.length)) return `${start}-${end} in ${text.length}`;
  return undefined;
}
