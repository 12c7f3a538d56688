import type { Engine, Launch, Layout } from '../engines/engine.ts';

/** Candidates for a tensor-parallel size are the whole numbers from 1 to this. */
export const largestCandidate = 64;

interface Known {
  readonly launch: Launch;
  readonly layouts: readonly Layout[];
}

/**
 * A launch comes again with another model: in a batch, and where a config.json is edited that launches point to. Few are kept, each in the
 * place of the one before it: what outlives many launches costs the garbage collector more than making it again.
 */
const known: (Known | undefined)[] = Array.from({ length: 16 }, () => undefined);
let next = 0;

/** What the launch means at each candidate for its tensor-parallel size, 1 first, its other sizes as they stand. */
export function candidateLayouts(engine: Engine, launch: Launch): readonly Layout[] {
  for (const one of known) if (one?.launch === launch) return one.layouts;
  const layouts: Layout[] = [];
  for (let size = 1; size <= largestCandidate; size++) layouts.push(engine.layoutOf(launch, { tensorParallelSize: size }));
  known[next] = { launch, layouts };
  next = (next + 1) % known.length;
  return layouts;
}
