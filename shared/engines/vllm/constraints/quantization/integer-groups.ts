import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, judged, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, linearLayers, outputPerRank } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Constraint, Judgement, Layout, Outcome } from '../../../engine.ts';
import { ranksOfLayer } from '../../shared-experts.ts';
import {
  awqVerdict,
  type IntegerWeights,
  type KernelMachine,
  type KernelShape,
  type KernelVerdict,
  marlinPadsSince,
  wna16Verdict,
} from './kernels.ts';

/** Groups, packs and tiles of AWQ, GPTQ and compressed-tensors integer weights in the dense layers. */
export function integerGroupConstraints(
  model: ModelConfig,
  quantization: Quantization,
  weights: IntegerWeights,
  group: Fact<number> | undefined,
  machines: readonly KernelMachine[],
): readonly Constraint[] {
  if (machines.length === 0) return [];
  const layers = quantizedLayers(model, quantization, linearLayers(model));
  return layers.map((layer) => layerConstraint(layer, weights, group, machines));
}

function layerConstraint(
  layer: LinearLayer,
  weights: IntegerWeights,
  group: Fact<number> | undefined,
  machines: readonly KernelMachine[],
): Constraint {
  return {
    rule: layer.parallel === 'row' && weights.group > 0 ? 'quant-group' : 'quant-tile',
    title: () => (weights.group > 0 ? t('{0} group {1}', layer.name, weights.group) : t('{0} tile', layer.name)),
    facts: group === undefined ? [layer.fact] : [layer.fact, group],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: sources[weights.method],
    versionDependent: weights.group <= 0,
    judge: (layout) => judgeLayer(layer, weights, machines, layout),
  };
}

const sources = {
  awq: 'vLLM quantization/auto_awq.py AWQLinearMethod.create_weights, utils/marlin_utils.py check_marlin_supports_layer, main of 2026-08-17',
  gptq: 'vLLM kernels/linear/__init__.py choose_mp_linear_kernel, mixed_precision/{machete,marlin,exllama}.py, main of 2026-08-17',
  'compressed-tensors':
    'vLLM compressed_tensors/schemes/compressed_tensors_wNa16.py, kernels/linear/__init__.py choose_mp_linear_kernel, main of 2026-08-17',
} as const;

function judgeLayer(layer: LinearLayer, weights: IntegerWeights, machines: readonly KernelMachine[], layout: Layout): Judgement {
  const ranks = ranksOfLayer(layer, layout);
  if (ranks === undefined) return unknown;
  const input = inputPerRank(layer, ranks);
  const output = outputOfRank(layer, ranks);
  // A width that does not even split is another rule's finding.
  if (input === undefined || output === undefined) return unknown;
  if (packBroken(layer, weights, input)) return corruptPack(layer, weights, input, ranks);
  const { worst, certain } = verdictOf({ input, fullInput: layer.input, output }, weights, machines);
  if (worst === undefined || worst.outcome === 'holds') return holds;
  return failed(worst, certain, { layer, weights, input, output, ranks, release: machines[0]?.release ?? [] });
}

/** Outputs of a merged layer added up; a row-parallel layer has all of them on each rank. */
function outputOfRank(layer: LinearLayer, ranks: number): number | undefined {
  let sum = 0;
  for (const output of layer.outputs) {
    const width = layer.parallel === 'row' ? output.heads * output.headWidth : outputPerRank(output, ranks);
    if (width === undefined) return undefined;
    sum += width;
  }
  return sum;
}

interface Place {
  readonly layer: LinearLayer;
  readonly weights: IntegerWeights;
  readonly input: number;
  readonly output: number;
  readonly ranks: number;
  readonly release: readonly number[];
}

const severity: Readonly<Record<Outcome, number>> = {
  holds: 0,
  unknown: 0,
  replicates: 1,
  unsharded: 1,
  pads: 2,
  slower: 3,
  corrupts: 4,
  refuses: 5,
};

/** One verdict for all machines the launch may mean: certain only where all of them fail. */
function verdictOf(shape: KernelShape, weights: IntegerWeights, machines: readonly KernelMachine[]) {
  let worst: KernelVerdict | undefined;
  let failing = 0;
  for (const machine of machines) {
    const verdict = weights.method === 'awq' ? awqVerdict(shape, weights, machine) : wna16Verdict(shape, weights, machine);
    if (severity[verdict.outcome] >= severity.corrupts) failing += 1;
    if (worst === undefined || severity[verdict.outcome] > severity[worst.outcome]) worst = verdict;
  }
  return { worst, certain: failing === 0 || failing === machines.length };
}

function failed(worst: KernelVerdict, certain: boolean, place: Place): Judgement {
  return judged(
    worst.outcome,
    () => sentence(worst, place),
    () => arithmetic(worst, place),
    certain ? undefined : 'low',
  );
}

function sentence(verdict: KernelVerdict, place: Place): string {
  if (verdict.cause === 'group') return groupSentence(verdict, place);
  if (verdict.cause === 'pack')
    return t(
      '{0} outputs of {1} on a rank are not a multiple of the {2} values in a packed word',
      place.output,
      place.layer.name,
      32 / place.weights.bits,
    );
  if (verdict.outcome === 'pads') {
    return t('a rank holds {0} × {1} of {2}, which Marlin pads to its tiles: slower', place.input, place.output, place.layer.name);
  }
  if (verdict.outcome === 'slower') {
    return t(
      'a rank holds {0} × {1} of {2}, which the Marlin kernel refuses before v{3}: the slow AWQ kernel runs instead',
      place.input,
      place.output,
      place.layer.name,
      marlinPadsSince.join('.'),
    );
  }
  if (verdict.cause === 'act-order')
    return t(
      'no kernel takes {0} with desc_act (act-order) split over {1} ranks: {2} inputs on a rank',
      place.layer.name,
      place.ranks,
      place.input,
    );
  return t(
    'no weight-only kernel takes {0} inputs × {1} outputs of {2} on a rank: Marlin needs a multiple of 128 × 64',
    place.input,
    place.output,
    place.layer.name,
  );
}

/** `intermediate_size 29568 / 128 = 231 quantization groups, not divisible by tensor-parallel-size 4`. */
function groupSentence(verdict: KernelVerdict, { layer, weights, input, ranks }: Place): string {
  const groups = layer.input / weights.group;
  const problem = Number.isInteger(groups)
    ? t(
        '{0} / group_size {1} = {2} quantization groups in {3}, not divisible by tensor-parallel-size {4}',
        layer.width(),
        weights.group,
        groups,
        layer.name,
        ranks,
      )
    : t(
        '{0} / tensor-parallel-size {1} = {2} inputs of {3}, not a multiple of group_size {4}',
        layer.width(),
        ranks,
        input,
        layer.name,
        weights.group,
      );
  if (verdict.outcome !== 'corrupts') return problem;
  return t(
    '{0}: {1} does not check this, and each rank reads scales of other groups, so the answers are wrong without an error',
    problem,
    verdict.kernel,
  );
}

function arithmetic(verdict: KernelVerdict, { weights, input, output }: Place): string {
  if (verdict.cause === 'group') return `${input} % ${weights.group} = ${input % weights.group}`;
  return `${input} × ${output}`;
}

/** Rows that share a packed word cannot be cut: int4 packs 8 inputs, int8 packs 4 (AWQ packs outputs). */
function packBroken(layer: LinearLayer, weights: IntegerWeights, input: number): boolean {
  return weights.method !== 'awq' && layer.parallel === 'row' && input % (32 / weights.bits) !== 0;
}

function corruptPack(layer: LinearLayer, weights: IntegerWeights, input: number, ranks: number): Judgement {
  const pack = 32 / weights.bits;
  return judged(
    'corrupts',
    () =>
      t(
        '{0} / tensor-parallel-size {1} = {2} inputs of {3}, not a multiple of the {4} values in a packed word',
        layer.width(),
        ranks,
        input,
        layer.name,
        pack,
      ),
    () => `${input} % ${pack} = ${input % pack}`,
    'medium',
  );
}
