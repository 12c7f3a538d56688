import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import { type Split, split } from '../../demands/split.ts';
import type { Constraint, Layout } from '../../engine.ts';

export const stateRead = 'main of 2026-01-08';

/** A value that is split over the shards; TGI refuses one that does not divide. */
export function shardSplit(demand: Omit<Split, 'ranksText'>): Constraint {
  return split({ ...demand, ranksText: shardsText });
}

/** `num-shard 3`; without the option there is one for each visible GPU, and the text is the same. */
function shardsText(_layout: Layout, shards: number): string {
  return `num-shard ${shards}`;
}

/** A part of the model that cannot be split at all. */
export function onlyWhole(constraint: Omit<Constraint, 'knobs' | 'judge'>, message: (shards: number) => string): Constraint {
  return {
    ...constraint,
    knobs: ['tensorParallelSize'],
    judge: ({ tensorParallelSize: shards }) => {
      if (shards === undefined) return { outcome: 'unknown' };
      return shards === 1
        ? { outcome: 'holds' }
        : refuses(
            () => message(shards),
            () => t('not sharded'),
          );
    },
  };
}
