import type { Candidate } from '../files/find-documents.ts';
import type { Output } from '../io.ts';
import type { SentOutcome } from '../lint/sent-outcomes.ts';
import { isUnchanged, neverTheSame, type Observation } from './observation.ts';

/** What is kept of a run of `lint` for the next one that is asked the same. */
export interface KeptRun {
  /** Everything that the run looked at; files refer to it by number. */
  readonly seen: readonly Observation[];
  /** In the order of the report. */
  readonly files: readonly KeptFile[];
  readonly ending: Ending | undefined;
}

interface KeptFile extends Pick<FileAnswer, 'path' | 'outcome'> {
  readonly needs: readonly number[];
}

/** What became of a file, and what that depends on besides the question: its own text, the model's config, settings. */
export interface FileAnswer {
  readonly path: string;
  /** Undefined: nothing of ours is in the file. */
  readonly outcome?: SentOutcome | undefined;
  readonly seen: readonly Observation[];
}

/** What the run said in the end. */
export interface Ending {
  readonly report: string;
  readonly exitCode: 0 | 1;
  /** How the report was written. */
  readonly style: string;
}

/** What still holds of a kept run. */
export interface StillKept {
  /** By path, in the order of the run, those files of which all is as it was. */
  readonly files: ReadonlyMap<string, FileAnswer>;
  /** The run's end, if there is nothing that could make it another one. */
  readonly ending: Ending | undefined;
}

/** The files of a run in their order, and what else it depends on, as it is kept. */
export function keptRun(files: readonly FileAnswer[], others: readonly Observation[], ending: Ending | undefined): KeptRun {
  const table = tableOf();
  const kept = files.map(({ path, outcome, seen }) => ({ path, outcome, needs: seen.map(table.numberOf) }));
  for (const one of others) table.numberOf(one);
  return { seen: table.all, files: kept, ending };
}

/** Looks at everything again that the run looked at, but reads nothing. */
export function stillKept({ seen, files, ending }: KeptRun): StillKept {
  const holds = seen.map(isUnchanged);
  const fresh = files.filter(({ needs }) => needs.every((at) => holds[at]));
  const answers = fresh.map(({ path, outcome, needs }) => ({ path, outcome, seen: needs.flatMap((at) => seen.slice(at, at + 1)) }));
  return { files: new Map(answers.map((answer) => [answer.path, answer])), ending: holds.every((one) => one) ? ending : undefined };
}

/** The end of the kept run, if a run over these candidates can have no other. */
export function endingAgain({ files, ending }: StillKept, candidates: readonly Candidate[], output: Output): Ending | undefined {
  if (ending?.style !== styleOf(output) || files.size !== candidates.length) return undefined;
  const paths = [...files.keys()];
  return candidates.every(({ path }, at) => path === paths[at]) ? ending : undefined;
}

/** Colours, and the columns that lines are cut to. */
export function styleOf({ colours, columns }: Output): string {
  return `${colours} ${columns}`;
}

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
