import type { Engine, Launch, Layout } from '../engines/engine.ts';

/** Candidates for a tensor-parallel size are the whole numbers from 1 to this. */
export const largestCandidate = 64;

/** A launch comes again with another model: in a batch, and where a config.json is edited that launches point to. */
const known = new WeakMap<Launch, readonly Layout[]>();

/** What the launch means at each candidate for its tensor-parallel size, 1 first, its other sizes as they stand. */
export function candidateLayouts(engine: Engine, launch: Launch): readonly Layout[] {
  const kept = known.get(launch);
  if (kept !== undefined) return kept;
  const layouts: Layout[] = [];
  for (let size = 1; size <= largestCandidate; size++) layouts.push(engine.layoutOf(launch, { tensorParallelSize: size }));
  known.set(launch, layouts);
  return layouts;
}
