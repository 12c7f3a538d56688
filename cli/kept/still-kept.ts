import type { WalkedFolders } from '../files/walked-folders.ts';
import type { Ending } from './ending.ts';
import type { Answer, KeptRun } from './kept-run.ts';
import { isUnchanged, type Observation } from './observation.ts';
import { neverTheSame, stampOfFile } from './stamp.ts';

/** What still holds of a kept run. */
export interface StillKept {
  /** By path, those files of which all is as it was. */
  readonly answers: () => ReadonlyMap<string, Answer>;
  /** The run's end with all its files, if there is nothing that could make it another one. */
  readonly whole: { readonly files: KeptRun['files']; readonly ending: Ending } | undefined;
}

/** Looks at everything again that the run looked at, but reads nothing. */
export function stillKept({ seen, files, ending }: KeptRun, walked: Pick<WalkedFolders, 'names' | 'lacks'>): StillKept {
  const holds = seen.map((one) => isUnchanged(one, walked));
  const same = files.filter(
    ({ path, stamp, needs }) => stamp !== neverTheSame && needs.every((at) => holds[at]) && stampOfFile(path) === stamp,
  );
  const isWhole = same.length === files.length && holds.every((one) => one);
  return {
    answers: () => new Map(same.map(({ needs, ...answer }) => [answer.path, { ...answer, seen: numbered(seen, needs) }])),
    whole: isWhole && ending !== undefined ? { files, ending } : undefined,
  };
}

function numbered(seen: readonly Observation[], numbers: readonly number[]): readonly Observation[] {
  return numbers.flatMap((at) => {
    const one = seen[at];
    return one === undefined ? [] : [one];
  });
}
