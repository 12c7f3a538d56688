import { keyOf, type Look, type Observation, stampOf } from './observation.ts';

/** Sees what a run asks of the disk, so that a later run can tell whether it would be answered the same. */
export interface Witness {
  /** To be called before the path is looked at: what changes meanwhile then has another stamp later. */
  readonly notice: (look: Look, path: string) => void;
  /** What was noticed since the last time. */
  readonly taken: () => readonly Observation[];
}

/** Each path has one stamp for the whole run, that of the first look: what is read of it is remembered as long. */
export function witness(): Witness {
  const known = new Map<string, Observation>();
  let noticed = new Set<Observation>();
  return {
    notice: (look, path) => {
      const key = keyOf(look, path);
      const observation = known.get(key) ?? [key, stampOf(key)];
      known.set(key, observation);
      noticed.add(observation);
    },
    taken: () => {
      const all = [...noticed];
      noticed = new Set();
      return all;
    },
  };
}
