import type { Constraint } from '../engines/engine.ts';
import type { AnalysedLaunch } from '../lint/analysis.ts';
import { isFatal } from '../lint/severity.ts';
import type { Fact } from '../model/fact.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { parameterCount, parametersPerWidth } from '../model/parameter-count.ts';
import { validSizes } from './valid-sizes.ts';

/** A wider MLP at which a model runs on sizes that its own width cuts off. */
export interface Padding {
  /** The width as the file has it. */
  readonly fact: Fact<number>;
  readonly from: number;
  /** Elements; the least that serves. */
  readonly to: number;
  /** Tensor-parallel sizes that are valid with it. */
  readonly valid: readonly number[];
  /** Growth of the decoder's weights in per cent; undefined where they cannot be counted. */
  readonly costPercent: number | undefined;
}

/** More than this is no padding: another group size, or another split, serves better. */
const largestGrowth = 2;
/** Enough for every rank to fill the largest tile (128) at 8 ranks, one by one. */
const mostTries = 1024;

/**
 * The least width, a multiple of the quantization groups and blocks, at which the whole set of constraints, judged again,
 * refuses nothing at `sizes`. Undefined where the width is unknown or good as it is, something else stands
 * against one of the sizes, or no wider one serves.
 */
export function paddingFor(analysed: AnalysedLaunch, sizes: readonly number[]): Padding | undefined {
  const { model } = analysed;
  const fact = model?.decoder.intermediateSize;
  if (!model || !fact || fact.derived !== undefined || !(fact.value > 0) || sizes.length === 0) return undefined;
  if (serves(analysed, analysed.constraints, sizes)) return undefined;
  // No width helps where something else stands against a size as well, and there may be thousands to try.
  if (curableSizes(analysed, sizes).length < sizes.length) return undefined;
  const unit = unitOf(model);
  for (
    let units = Math.floor(fact.value / unit) + 1, tries = 0;
    units * unit <= fact.value * largestGrowth && tries < mostTries;
    units++, tries++
  ) {
    const padded = withWidth(model, fact, units * unit);
    const constraints = constraintsOf(analysed, padded);
    if (serves(analysed, constraints, sizes)) return paddingTo(analysed, model, padded, constraints, fact);
  }
  return undefined;
}

/** Those of `sizes` that nothing but the MLP width stands against. */
export function curableSizes(analysed: AnalysedLaunch, sizes: readonly number[]): readonly number[] {
  const { model, engine, launch, constraints } = analysed;
  if (!model) return [];
  return sizes.filter((tensorParallelSize) => {
    const layout = engine.layoutOf(launch, { tensorParallelSize });
    const fatal = constraints.filter((constraint) => isFatal(constraint.judge(layout).outcome));
    return fatal.every(({ knobs }) => knobs.includes('intermediateSize'));
  });
}

function paddingTo(
  { engine, launch }: AnalysedLaunch,
  model: ModelConfig,
  padded: ModelConfig,
  constraints: readonly Constraint[],
  fact: Fact<number>,
): Padding {
  const to = padded.decoder.intermediateSize?.value ?? fact.value;
  const valid = validSizes(engine, launch, padded, constraints) ?? [];
  return { fact, from: fact.value, to, valid, costPercent: growthPercent(model, to - fact.value) };
}

/** What padding adds to the weights of the decoder; an estimate to two digits needs no tower. */
function growthPercent(model: ModelConfig, added: number): number | undefined {
  const all = parameterCount(model);
  const perWidth = parametersPerWidth(model);
  return all === undefined || perWidth === undefined ? undefined : (100 * perWidth * added) / all;
}

function serves({ engine, launch }: AnalysedLaunch, constraints: readonly Constraint[], sizes: readonly number[]): boolean {
  return sizes.every((tensorParallelSize) => {
    const layout = engine.layoutOf(launch, { tensorParallelSize });
    return constraints.every((constraint) => !isFatal(constraint.judge(layout).outcome));
  });
}

/** Other models of the launch (a draft) do not depend on the width. */
function constraintsOf({ engine, launch, hardware }: AnalysedLaunch, model: ModelConfig): readonly Constraint[] {
  return engine.constraints(launch, model, { hardware, modelOf: () => undefined });
}

function withWidth(model: ModelConfig, fact: Fact<number>, value: number): ModelConfig {
  return { ...model, problems: model.problems, decoder: { ...model.decoder, intermediateSize: { ...fact, value } } };
}

/** Least common multiple of the group and block sizes that the checkpoint is stored in: what is appended must be whole groups. */
export function unitOf({ quantization }: ModelConfig): number {
  const units = (quantization?.schemes ?? []).flatMap(({ weights }) => [weights.groupSize?.value ?? 1, ...(weights.block?.value ?? [])]);
  return units.filter((unit) => Number.isInteger(unit) && unit > 0).reduce(leastCommonMultiple, 1);
}

export function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
