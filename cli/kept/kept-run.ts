import type { SentOutcome } from '../lint/sent-outcomes.ts';
import type { Ending } from './ending.ts';
import type { Observation } from './observation.ts';
import { neverTheSame } from './stamp.ts';

/** What became of a file, and what that depends on besides the question. */
export interface Answer {
  readonly path: string;
  /** As the user would name it. */
  readonly shown: string;
  /** Of the file itself. */
  readonly stamp: string;
  /** Of what else was looked at: the model's config, settings. */
  readonly seen: readonly Observation[];
  /** Undefined: nothing of ours is in the file. */
  readonly outcome?: SentOutcome | undefined;
}

/** What is kept of a run of `lint` for the next one that is asked the same. */
export interface KeptRun {
  /** Everything that the run looked at, apart from the files themselves; these refer to it by number. */
  readonly seen: readonly Observation[];
  /** In the order of the report. */
  readonly files: readonly KeptFile[];
  readonly ending?: Ending | undefined;
}

interface KeptFile extends Omit<Answer, 'seen'> {
  readonly needs: readonly number[];
}

/** A run as it is kept: its answers in their order, what its end depends on besides them, and that end. */
export function keptRun(answers: readonly Answer[], endingSeen: readonly Observation[], ending: Ending | undefined): KeptRun {
  const table = tableOf();
  const files = answers.map(({ seen, ...answer }) => ({ ...answer, needs: seen.map(table.numberOf) }));
  for (const one of endingSeen) table.numberOf(one);
  return { seen: table.all, files, ending };
}

/** Observations, each once. */
function tableOf() {
  const numbers = new Map<string, number>();
  const all: Observation[] = [];
  const numberOf = ([key, stamp]: Observation): number => {
    const known = numbers.get(key);
    const at = known ?? all.length;
    numbers.set(key, at);
    // Two stamps: it changed while the threads looked at it.
    all[at] = [key, all[at] === undefined || all[at][1] === stamp ? stamp : neverTheSame];
    return at;
  };
  return { all, numberOf };
}
