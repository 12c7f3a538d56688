import { paddedConfig } from '../checkpoint/padded-config.ts';
import { type PaddedWidths, widthFields } from '../checkpoint/widths.ts';
import type { Constraint, Engine } from '../engines/engine.ts';
import { isFatal } from '../lint/severity.ts';
import type { Fact } from '../model/fact.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/localize.ts';
import { loneLaunch } from './lone-launch.ts';
import { leastCommonMultiple, unitOf } from './padding.ts';

/** What a checkpoint is to be padded for. */
export interface PaddingGoal {
  readonly model: ModelConfig;
  /** The text of its config.json. */
  readonly text: string;
  readonly engine: Engine;
  readonly settings: Settings;
  /** Tensor-parallel sizes that must work. */
  readonly sizes: readonly number[];
  /** A group size that the weights are to be quantized with later: each rank must hold whole groups of it. */
  readonly groupSize: number | undefined;
  /** Widths that the user chose, by key. */
  readonly chosen: ReadonlyMap<string, number>;
  /** Reads the edited config, as `loadModel` reads the file. */
  readonly read: (text: string) => ModelConfig | undefined;
}

/** More than this is no padding: another group size, or another split, serves better. */
const largestGrowth = 2;
/** Enough for every rank to fill the largest tile (128) at 8 ranks, one by one. */
const mostTries = 1024;

/**
 * The least widths at which no demand of the engine stands on a width any more, each found by itself: the edited config is read and judged again
 * for every candidate.
 */
export function paddedWidths(goal: PaddingGoal): PaddedWidths {
  const facts = widthFields(goal.model);
  const widths = new Map(goal.chosen);
  let { model, text } = goal;
  for (const fact of facts) {
    if (widths.has(fact.key)) continue;
    const found = leastWidth(goal, facts, widths, fact);
    if (found !== undefined) widths.set(fact.key, found);
  }
  text = paddedConfig(goal.text, facts, widths) ?? text;
  model = goal.read(text) ?? model;
  const changed = facts.flatMap(({ key, value }) => {
    const to = widths.get(key);
    return to === undefined || to === value ? [] : [{ key, from: value, to }];
  });
  const remaining = [...new Set(obstacles({ ...goal, model }).map(sentence))];
  return { text, model, changed, valid: loneLaunch(model, goal.engine, goal.settings).validTensorParallelSizes, remaining };
}

/** Undefined where the width stands as it is, or no wider one helps. */
function leastWidth(
  goal: PaddingGoal,
  facts: readonly Fact<number>[],
  chosen: ReadonlyMap<string, number>,
  fact: Fact<number>,
): number | undefined {
  if (isAccepted(goal, goal.model, fact.key, fact.value)) return undefined;
  const unit = leastCommonMultiple(unitOf(goal.model), goal.groupSize ?? 1);
  let units = Math.floor(fact.value / unit) + 1;
  for (let tries = 0; tries < mostTries && units * unit <= fact.value * largestGrowth; tries++, units++) {
    const width = units * unit;
    const text = paddedConfig(goal.text, facts, new Map(chosen).set(fact.key, width));
    const model = text === undefined ? undefined : goal.read(text);
    if (model && isAccepted(goal, model, fact.key, width)) return width;
  }
  return undefined;
}

/** True if nothing that stands against a size is about the width. */
function isAccepted(goal: PaddingGoal, model: ModelConfig, key: string, width: number): boolean {
  const { groupSize, sizes } = goal;
  if (groupSize !== undefined && !isTower(model, key) && sizes.some((size) => width % (groupSize * size) !== 0)) return false;
  return !obstacles({ ...goal, model }).some(({ constraint }) => constraint.facts.some((fact) => fact.key === key));
}

/** Towers are not quantized. */
function isTower({ vision }: ModelConfig, key: string): boolean {
  return vision?.intermediateSize?.key === key;
}

interface Obstacle {
  readonly constraint: Constraint;
  readonly size: number;
  readonly message: string | undefined;
}

function obstacles({ model, engine, settings, sizes }: Pick<PaddingGoal, 'model' | 'engine' | 'settings' | 'sizes'>): readonly Obstacle[] {
  const { launch, constraints } = loneLaunch(model, engine, settings);
  return sizes.flatMap((size) => {
    const layout = engine.layoutOf(launch, { tensorParallelSize: size });
    return constraints.flatMap((constraint) => {
      const judgement = constraint.judge(layout);
      return isFatal(judgement.outcome) ? [{ constraint, size, message: judgement.message?.() }] : [];
    });
  });
}

function sentence({ constraint, size, message }: Obstacle): string {
  return t('TP {0}: {1}', size, message ?? constraint.title());
}
