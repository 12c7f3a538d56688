import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses } from '../../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Launch } from '../../../engine.ts';
import { atLeast, formatRelease, type Release } from '../../../version.ts';
import { keepsLayersWhole } from '../../transformers-backend.ts';
import { bitsConstraints } from './bits.ts';
import { expertGroupConstraints } from './expert-groups.ts';
import { floatBlockConstraints } from './float-blocks.ts';
import { floatGroupConstraints } from './float-groups.ts';
import { floatTileConstraints } from './float-tiles.ts';
import { integerGroupConstraints } from './integer-groups.ts';
import type { IntegerWeights } from './kernels.ts';
import { capabilitiesOf, machinesAsked } from './machines-asked.ts';
import { methodConstraints } from './method.ts';
import { towerGroupConstraints } from './tower-groups.ts';

/** What the stored format of the weights demands of a rank. vLLM model_executor/layers/quantization/**, main of 2026-08-17. */
export function quantizationConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const { quantization } = model;
  const shapes =
    quantization === undefined || keepsLayersWhole(launch, model) ? [] : shapeConstraints(launch, model, quantization, context);
  return [...methodConstraints(launch, model, context), ...shapes];
}

function shapeConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  context: ConstraintContext,
): readonly Constraint[] {
  const scheme = soleScheme(quantization);
  if (scheme === undefined) return [];
  const { release } = launch.version;
  const integer = integerWeights(quantization, scheme);
  const bits = bitsConstraints(quantization, scheme, release);
  if (integer !== undefined) {
    const group = scheme.weights.groupSize;
    const machines = machinesAsked(launch, model, context.hardware);
    return [
      ...bits,
      ...integerGroupConstraints(model, quantization, integer, group, machines),
      ...expertGroupConstraints(model, quantization, integer, group, release),
      ...towerGroupConstraints(launch, model, quantization, integer, group, machines),
    ];
  }
  return [...bits, ...floatConstraints(launch, model, quantization, scheme, context)];
}

/** Checkpoints that store layers in several ways are judged only where all ways agree on the group; here: one way. */
function soleScheme(quantization: Quantization): QuantizationScheme | undefined {
  return quantization.schemes.length === 1 ? quantization.schemes[0] : undefined;
}

function integerWeights(quantization: Quantization, { weights, activations }: QuantizationScheme): IntegerWeights | undefined {
  const method = quantization.method.value;
  const bits = weights.bits?.value;
  if (method === 'compressed-tensors') {
    if (weights.type !== 'int' || activations !== undefined || (bits !== 4 && bits !== 8)) return undefined;
    const group = weights.strategy === 'channel' ? -1 : weights.groupSize?.value;
    if (group === undefined) return undefined;
    return {
      method,
      bits,
      group,
      actOrder: weights.actOrder === 'group' || weights.actOrder === 'dynamic',
      zeroPoints: weights.symmetric === false,
    };
  }
  const group = weights.groupSize?.value;
  if (group === undefined || group === 0) return undefined;
  if (method === 'awq' && bits === 4 && group > 0)
    return { method, bits, group, actOrder: false, zeroPoints: quantization.zeroPoint?.value ?? true };
  if (method !== 'gptq' || (bits !== 4 && bits !== 8) || quantization.symmetric?.value !== true) return undefined;
  // A single group for each output channel makes the act-order of the channel meaningless (auto_gptq.py).
  return { method, bits, group, actOrder: quantization.actOrder?.value === true && group !== -1, zeroPoints: false };
}

function floatConstraints(
  launch: Launch,
  model: ModelConfig,
  quantization: Quantization,
  scheme: QuantizationScheme,
  context: ConstraintContext,
): readonly Constraint[] {
  const method = quantization.method.value;
  const { release } = launch.version;
  const { weights, format } = scheme;
  const compressed = method === 'compressed-tensors';
  if (weights.block !== undefined && (method === 'fp8' || compressed)) {
    const blocks = { method, block: weights.block, release } as const;
    return [...(compressed ? [blockScheme(quantization, release, context)] : []), ...floatBlockConstraints(model, quantization, blocks)];
  }
  if (method === 'fp8' || compressed) {
    const tiles = floatTileConstraints(model, quantization, scheme, release, context);
    if (tiles.length > 0) return tiles;
  }
  const four = weights.type === 'float' && weights.bits?.value === 4;
  if (!four) return [];
  const group = weights.groupSize?.value;
  const fact = weights.groupSize ?? quantization.method;
  if (compressed && (format?.value ?? quantization.format?.value ?? '').includes('mxfp4')) {
    return [
      fourBitScheme(quantization, release),
      ...floatGroupConstraints(model, quantization, { format: 'MXFP4', method, group: 32, fact }),
    ];
  }
  if (group !== undefined && group !== 16) return [];
  if (compressed) return floatGroupConstraints(model, quantization, { format: 'NVFP4', method, group: 16, fact });
  if (method === 'modelopt' || method === 'modelopt_fp4')
    return floatGroupConstraints(model, quantization, { format: 'NVFP4', method: 'modelopt', group: 16, fact });
  return [];
}

/** FP8 blocks of compressed-tensors: since 2025-09-18 (v0.11), and below compute capability 89 since 2026-01-30 (about v0.16). */
function blockScheme(quantization: Quantization, release: Release, { hardware }: ConstraintContext): Constraint {
  const capabilities = capabilitiesOf(hardware);
  const old = capabilities.filter((capability) => capability < 89).length;
  return schemeConstraint(quantization, () => {
    if (!atLeast(release, [0, 11])) return refuses(() => tooOld('FP8 block', release, '0.11'));
    if (atLeast(release, [0, 16]) || old === 0) return holds;
    const certain = old === capabilities.length;
    return refuses(
      () =>
        t(
          'vLLM {0} runs compressed-tensors FP8 blocks from compute capability 89 on only; v0.16 and later run them on older GPUs too',
          formatRelease(release),
        ),
      undefined,
      certain ? undefined : 'low',
    );
  });
}

/** MXFP4 of compressed-tensors: since 2026-01-10 (about v0.15). */
function fourBitScheme(quantization: Quantization, release: Release): Constraint {
  return schemeConstraint(quantization, () => (atLeast(release, [0, 15]) ? holds : refuses(() => tooOld('MXFP4', release, '0.15'))));
}

function tooOld(scheme: string, release: Release, since: string): string {
  return t('vLLM {0} does not have the compressed-tensors scheme {1}, which came with v{2}', formatRelease(release), scheme, since);
}

function schemeConstraint(quantization: Quantization, judge: Constraint['judge']): Constraint {
  return {
    rule: 'quant-scheme',
    title: () => t('scheme'),
    facts: [quantization.method],
    knobs: ['option'],
    confidence: 'high',
    source: 'vLLM compressed_tensors/compressed_tensors.py get_scheme, history of 2025-09 to 2026-01',
    judge,
  };
}
