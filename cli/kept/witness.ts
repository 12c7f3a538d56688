import { keyOf, type Look, type Observation, stampOf } from './observation.ts';
import { neverTheSame } from './stamp.ts';

/** Sees what a run asks of the disk, so that a later run can tell whether it would be answered the same. */
export interface Witness {
  /** To be called before the path is looked at: what changes meanwhile then has another stamp later. */
  readonly notice: (look: Look, path: string) => void;
  /** What was there could not be read: that may pass without a trace. */
  readonly distrust: (look: Look, path: string) => void;
  /** What was noticed since the last time. */
  readonly taken: () => readonly Observation[];
}

/** Each path has one stamp for the whole run, that of the first look: what is read of it is remembered as long. */
export function witness(): Witness {
  const known = new Map<string, Observation>();
  let noticed = new Map<string, Observation>();
  const see = (key: string, observation: Observation): void => {
    known.set(key, observation);
    noticed.set(key, observation);
  };
  return {
    notice: (look, path) => {
      const key = keyOf(look, path);
      see(key, known.get(key) ?? [key, stampOf(key)]);
    },
    distrust: (look, path) => {
      const key = keyOf(look, path);
      see(key, [key, neverTheSame]);
    },
    taken: () => {
      const all = [...noticed.values()];
      if (all.length > 0) noticed = new Map();
      return all;
    },
  };
}
