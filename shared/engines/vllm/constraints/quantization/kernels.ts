import type { Outcome } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';

/** One linear layer on one rank, as a weight-only kernel sees it. Widths are in elements. */
export interface KernelShape {
  readonly input: number;
  /** The input of the whole layer, before it is split. */
  readonly fullInput: number;
  /** Outputs of a merged layer added up. */
  readonly output: number;
}

/** Integer weights in groups along the input. */
export interface IntegerWeights {
  readonly method: 'awq' | 'gptq' | 'compressed-tensors';
  readonly bits: number;
  /** -1: one scale for the whole input. */
  readonly group: number;
  readonly actOrder: boolean;
  readonly zeroPoints: boolean;
}

export interface KernelMachine {
  readonly computeCapability: number;
  readonly release: Release;
  /** float16 activations; the alternative is bfloat16. */
  readonly half: boolean;
}

/** What the first kernel that accepts the layer makes of it, and why. */
export interface KernelVerdict {
  readonly outcome: Outcome;
  readonly cause: 'group' | 'tile' | 'pack' | 'act-order' | 'none';
  readonly kernel: string;
}

/** The kernel takes the layer: one object for each, as every candidate size asks. */
const taken = {
  Machete: { outcome: 'holds', cause: 'none', kernel: 'Machete' },
  AllSpark: { outcome: 'holds', cause: 'none', kernel: 'AllSpark' },
  Marlin: { outcome: 'holds', cause: 'none', kernel: 'Marlin' },
  Exllama: { outcome: 'holds', cause: 'none', kernel: 'Exllama' },
} as const;

const marlinGroups: ReadonlySet<number> = new Set([-1, 32, 64, 128]);
const macheteGroups: ReadonlySet<number> = new Set([-1, 64, 128]);

/** Marlin pads its tiles by itself since 2026-06-12. */
export const marlinPadsSince: Release = [0, 24];

/**
 * GPTQ and compressed-tensors ask Machete, AllSpark, Marlin and Exllama in turn, and the first that accepts is used
 * (kernels/linear/__init__.py choose_mp_linear_kernel). Machete and Exllama do not look at groups that straddle two ranks.
 */
export function wna16Verdict(shape: KernelShape, weights: IntegerWeights, machine: KernelMachine): KernelVerdict {
  const straddles = weights.group > 0 && shape.input % weights.group !== 0;
  if (machete(shape, weights, machine)) return unchecked('Machete', shape, weights, straddles);
  if (allSpark(shape, weights, machine)) return taken.AllSpark;
  const marlin = marlinVerdict(shape, weights, machine);
  if (marlin !== undefined) return marlin;
  if (exllama(shape, weights, machine)) return unchecked('Exllama', shape, weights, straddles);
  return {
    outcome: 'refuses',
    cause: straddles ? 'group' : weights.actOrder && shape.input !== shape.fullInput ? 'act-order' : 'tile',
    kernel: '',
  };
}

/** AWQ uses Marlin where it can and its own kernel otherwise (quantization/awq_marlin.py, auto_awq.py). */
export function awqVerdict(shape: KernelShape, weights: IntegerWeights, machine: KernelMachine): KernelVerdict {
  const marlin = marlinVerdict(shape, weights, machine);
  if (marlin !== undefined) return marlin;
  if (weights.group > 0 && shape.input % weights.group !== 0) return { outcome: 'refuses', cause: 'group', kernel: 'AWQ' };
  if (shape.output % (32 / weights.bits) !== 0) return { outcome: 'refuses', cause: 'pack', kernel: 'AWQ' };
  return { outcome: 'slower', cause: 'tile', kernel: 'AWQ' };
}

/** A kernel that does not look at the groups: compressed-tensors asserts them when it makes the scales, GPTQ reads wrong ones. */
function unchecked(kernel: 'Machete' | 'Exllama', shape: KernelShape, weights: IntegerWeights, straddles: boolean): KernelVerdict {
  if (!straddles) return taken[kernel];
  if (weights.method === 'compressed-tensors') return { outcome: 'refuses', cause: 'group', kernel };
  return { outcome: shape.input === shape.fullInput ? 'holds' : 'corrupts', cause: 'group', kernel };
}

/** Hopper only (mixed_precision/machete.py can_implement). */
function machete(shape: KernelShape, weights: IntegerWeights, { computeCapability }: KernelMachine): boolean {
  if (computeCapability !== 90 || !macheteGroups.has(weights.group)) return false;
  if (weights.actOrder && shape.input !== shape.fullInput) return false;
  return shape.input % 64 === 0 && shape.output % 128 === 0;
}

/** Ampere and Ada, 8 bits per channel (mixed_precision/allspark.py). */
function allSpark(shape: KernelShape, weights: IntegerWeights, { computeCapability }: KernelMachine): boolean {
  if (computeCapability < 80 || computeCapability >= 90 || weights.bits !== 8 || weights.group !== -1) return false;
  return !weights.actOrder && !weights.zeroPoints && shape.input % 16 === 0 && shape.output % 16 === 0;
}

/** Undefined: Marlin does not accept the layer (mixed_precision/marlin.py, quantization/utils/marlin_utils.py). */
function marlinVerdict(
  shape: KernelShape,
  weights: IntegerWeights,
  { computeCapability, release }: KernelMachine,
): KernelVerdict | undefined {
  if (computeCapability < 75 || (computeCapability < 80 && !atLeast(release, [0, 16]))) return undefined;
  if (!marlinGroups.has(weights.group)) return undefined;
  const straddles = weights.group > 0 && weights.group < shape.fullInput && shape.input % weights.group !== 0;
  if (straddles) return undefined;
  const aligned = shape.output % 64 === 0 && shape.input % 128 === 0;
  if (aligned) return taken.Marlin;
  const pads = atLeast(release, marlinPadsSince) && !weights.actOrder;
  if (!pads) return undefined;
  const swapped = shape.output % 128 === 0 && shape.input % 64 === 0;
  return { outcome: swapped ? 'holds' : 'pads', cause: 'tile', kernel: 'Marlin' };
}

/** float16 activations only (mixed_precision/exllama.py). */
function exllama(shape: KernelShape, weights: IntegerWeights, { half, release }: KernelMachine): boolean {
  if (!half || weights.zeroPoints || (weights.bits !== 4 && weights.bits !== 8)) return false;
  if (weights.actOrder && shape.input !== shape.fullInput) return false;
  if (shape.output % (32 / weights.bits) !== 0) return false;
  if (weights.group <= 0) return !atLeast(release, [0, 19]);
  return shape.fullInput % weights.group === 0;
}
