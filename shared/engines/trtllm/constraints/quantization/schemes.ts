import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Confidence, Constraint, Launch } from '../../../engine.ts';
import { atLeast } from '../../../version.ts';
import { stateRead } from '../ranks.ts';

/** Schemes of compressed-tensors that TensorRT-LLM reads: FP8 by channel and token, FP8 blocks, NVFP4, MXFP4. */
export function schemeConstraints(launch: Launch, quantization: Quantization): readonly Constraint[] {
  if (quantization.method.value !== 'compressed-tensors' || quantization.source !== 'config.json') return [];
  // The reader was rewritten for 1.3; what earlier releases refuse in detail was not read.
  const confidence: Confidence = atLeast(launch.version.release, [1, 3]) ? 'high' : 'low';
  const reasons = [...new Set([...quantization.schemes.map((scheme) => refusalOf(scheme, quantization)), classTargets(quantization)])];
  return reasons.flatMap((reason) => (reason === undefined ? [] : [schemeConstraint(quantization, reason, confidence)]));
}

function schemeConstraint(quantization: Quantization, reason: Refusal, confidence: Confidence): Constraint {
  return {
    rule: 'quant-scheme',
    title: () => t('scheme'),
    facts: [quantization.method],
    option: 'model',
    knobs: ['option'],
    confidence,
    source: `TensorRT-LLM compressed-tensors reader, _quant_config_from_config_group and _build_layer_quant_configs, ${stateRead}`,
    versionDependent: true,
    judge: () => refuses(reason, undefined, reason === readAsFloat ? 'low' : undefined),
  };
}

type Refusal = () => string;

const weightOnly: Refusal = () =>
  t(
    'TensorRT-LLM does not read compressed-tensors weights without quantized activations, but for MXFP4; FP8, NVFP4 and MXFP4 are accepted',
  );
const byTensor: Refusal = () => t('TensorRT-LLM reads 8-bit compressed-tensors weights by channel or by block, not by tensor or group');
const withoutToken: Refusal = () => t('TensorRT-LLM reads 8-bit weights by channel with activations by token only');
const otherBits: Refusal = () =>
  t('TensorRT-LLM reads compressed-tensors weights of 8 bits (FP8) and of 4 bits in floating point (NVFP4, MXFP4)');
const readAsFloat: Refusal = () => t('TensorRT-LLM reads 8-bit integers as FP8: the scheme is told by its bits and strategy alone');

function refusalOf({ weights, activations, format }: QuantizationScheme, quantization: Quantization): Refusal | undefined {
  const bits = weights.bits?.value;
  if (bits === undefined || weights.strategy === undefined) return undefined;
  const group = weights.groupSize?.value;
  if ((format?.value ?? quantization.format?.value) === 'mxfp4-pack-quantized') return wrongGroup('MXFP4', group, 32);
  const isFloat = bits === 4 && weights.type === 'float';
  if (activations === undefined) return isFloat && weights.strategy === 'group' ? wrongGroup('MXFP4', group, 32) : weightOnly;
  if (bits === 8) return refusalOfEightBits(weights, activations.strategy);
  if (isFloat && weights.strategy === 'tensor_group') return wrongGroup('NVFP4', group, 16);
  return otherBits;
}

function refusalOfEightBits({ strategy, type }: QuantizationScheme['weights'], activations: string | undefined): Refusal | undefined {
  if (strategy === 'block') return undefined;
  if (strategy !== 'channel') return byTensor;
  if (activations !== undefined && activations !== 'token') return withoutToken;
  return type === 'int' ? readAsFloat : undefined;
}

function wrongGroup(name: string, group: number | undefined, supported: number): Refusal | undefined {
  if (group === undefined || group === supported) return undefined;
  return () => t('group_size {0} is refused: TensorRT-LLM reads {1} in groups of {2}', group, name, supported);
}

/** With several schemes, each must name modules: a class (`Linear`) matches none. */
function classTargets({ schemes }: Quantization): Refusal | undefined {
  if (schemes.length < 2) return undefined;
  const target = schemes.flatMap(({ targets }) => targets).find((name) => /^[A-Z][A-Za-z0-9]*$/.test(name));
  return target === undefined
    ? undefined
    : () =>
        t(
          'the target {0} is a class: with several config_groups TensorRT-LLM matches targets against module names, and refuses one without a match',
          target,
        );
}
