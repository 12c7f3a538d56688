import type { Constraint, Engine, Launch, Layout, Outcome } from '../engines/engine.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { candidateLayouts } from './candidate-layouts.ts';

/**
 * Tensor-parallel sizes at which no constraint refuses or corrupts, the launch's other sizes as they stand. Undefined where
 * the head count is unknown: then no size can be promised.
 *
 * A constraint that is unknown even at size 1 lacks a fact that no size gives it, and is left out; one that turns unknown at
 * a larger size takes that size off the list.
 */
export function validSizes(
  engine: Engine,
  launch: Launch,
  model: ModelConfig,
  constraints: readonly Constraint[],
): readonly number[] | undefined {
  if (model.decoder.attentionHeads === undefined) return undefined;
  const layouts = candidateLayouts(engine, launch);
  const alone = layouts[0];
  const known = constraints.filter((constraint) => alone !== undefined && outcomeOf(constraint, alone) !== 'unknown');
  const valid: number[] = [];
  let size = 0;
  for (const layout of layouts) {
    size++;
    if (allows(known, layout)) valid.push(size);
  }
  return valid;
}

function allows(constraints: readonly Constraint[], layout: Layout): boolean {
  for (const constraint of constraints) {
    const outcome = outcomeOf(constraint, layout);
    if (outcome === 'refuses' || outcome === 'corrupts' || outcome === 'unknown') return false;
  }
  return true;
}

function outcomeOf(constraint: Constraint, layout: Layout): Outcome {
  return constraint.outcomeAt === undefined ? constraint.judge(layout).outcome : constraint.outcomeAt(layout);
}
