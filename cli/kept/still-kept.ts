import type { Ending } from './ending.ts';
import type { Answer, KeptRun } from './kept-run.ts';
import { isUnchanged, type Observation } from './observation.ts';
import { neverTheSame, stampOfFile } from './stamp.ts';

/** What still holds of a kept run. */
export interface StillKept {
  /** By path, in the order of the run, of those files of which all is as it was. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** The run's end, if there is nothing that could make it another one. */
  readonly ending: Ending | undefined;
}

/** Looks at everything again that the run looked at, but reads nothing. */
export function stillKept({ seen, files, ending }: KeptRun): StillKept {
  const holds = seen.map(isUnchanged);
  const isSame = ({ path, stamp, needs }: KeptRun['files'][number]): boolean =>
    stamp !== neverTheSame && needs.every((at) => holds[at]) && stampOfFile(path) === stamp;
  const same = files.filter(isSame);
  const answers = same.map(({ needs, ...answer }): Answer => ({ ...answer, seen: numbered(seen, needs) }));
  const isAll = same.length === files.length && holds.every((one) => one);
  return { answers: new Map(answers.map((answer) => [answer.path, answer])), ending: isAll ? ending : undefined };
}

function numbered(seen: readonly Observation[], numbers: readonly number[]): readonly Observation[] {
  return numbers.flatMap((at) => {
    const one = seen[at];
    return one === undefined ? [] : [one];
  });
}
