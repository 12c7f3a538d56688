import { t } from '../shared/text/localize.ts';
import type { Output } from './io.ts';

/** How far a run is, in one line that is gone when it ends. */
export interface Progress {
  readonly at: (done: number, all: number) => void;
  readonly end: () => void;
}

const patienceMilliseconds = 300;
const pauseMilliseconds = 100;

/** Says nothing of a run that is short, or that nobody watches. */
export function progressOn(output: Output | undefined): Progress {
  const status = output?.status;
  if (status === undefined) return { at: () => undefined, end: () => undefined };
  let next = performance.now() + patienceMilliseconds;
  return {
    at: (done, all) => {
      const now = performance.now();
      if (now < next) return;
      next = now + pauseMilliseconds;
      status(t('{0} of {1} files', done, all));
    },
    end: () => status(undefined),
  };
}
