import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../../demands/judgement.ts';
import { denseWidths } from '../../../demands/layers.ts';
import type { Confidence, Constraint, Judgement, Layout } from '../../../engine.ts';
import { ranksOfSize } from '../../ranks.ts';
import { splitEvenly } from '../split-evenly.ts';

const source = 'LMDeploy lmdeploy/pytorch/nn/linear/default.py MergedBaseLinear, nn/utils.py get_distribute_size and chunk_aligned, v0.16';

/** Widths of layers that are kept in 16 bits. */
export function plainWidths({ decoder }: ModelConfig, confidence: Confidence): readonly Constraint[] {
  const shared = decoder.experts?.sharedIntermediateSize;
  return [
    ...denseWidths(decoder).map((fact) => widthConstraint('mlp-width', fact, () => t('MLP {0}', fact.value), confidence)),
    ...(shared === undefined || shared.value === 0
      ? []
      : [widthConstraint('shared-expert-width', shared, () => t('shared expert {0}', shared.value), confidence)]),
  ];
}

/** Routed experts in 16 bits split evenly, or stay whole with `--ep`. */
export function plainExperts({ decoder }: ModelConfig, confidence: Confidence): readonly Constraint[] {
  const width = decoder.experts?.intermediateSize;
  if (width === undefined) return [];
  return [
    splitEvenly({
      rule: 'expert-width',
      fact: width,
      title: () => t('expert {0}', width.value),
      ranks: (layout) => layout.expertSlices,
      confidence,
      source: 'LMDeploy lmdeploy/pytorch/nn/moe/base.py update_dims, v0.16',
    }),
  ];
}

function widthConstraint(rule: string, fact: Fact<number>, title: () => string, confidence: Confidence): Constraint {
  const knobs = rule === 'mlp-width' ? (['tensorParallelSize', 'intermediateSize'] as const) : (['tensorParallelSize'] as const);
  return { rule, title, facts: [fact], knobs, confidence, source, judge: (layout) => judgeWidth(layout, fact) };
}

/**
 * A rank makes room for n / ranks rounded down, the first ranks for one more; the weights come in pieces of n / ranks rounded up. The two agree
 * where nothing is left over, or one less than the ranks.
 */
function judgeWidth(layout: Layout, fact: Fact<number>): Judgement {
  const ranks = layout.mlpRanks;
  if (ranks === undefined) return unknown;
  const rest = fact.value % ranks;
  if (rest === 0 || rest === ranks - 1) return holds;
  const least = Math.floor(fact.value / ranks);
  return refuses(
    () =>
      t(
        '{0} over {1} leaves {2}: rank {2} has room for {3} of it and is given {4}',
        named(fact),
        ranksOfSize(layout, ranks),
        rest,
        least,
        Math.min(least + 1, fact.value - rest * (least + 1)),
      ),
    () => `${fact.value} % ${ranks} = ${rest}`,
  );
}
