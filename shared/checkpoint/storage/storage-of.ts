import type { Quantization, QuantizationScheme } from '../../model/quantization.ts';
import { t } from '../../text/localize.ts';
import { Refusal } from '../refusal.ts';
import { widenAwq } from './awq.ts';
import { type GptqStorage, widenGptq } from './gptq.ts';
import { widenPacked } from './packed.ts';
import { widenPlain } from './plain.ts';
import { isScaled, widenScaled } from './scaled.ts';
import type { Changes, WideningModule } from './stored-module.ts';

/** Widens one linear layer in the way it is stored, which its own tensors tell: a checkpoint may quantize some layers and not others. */
export function widenStored(wide: WideningModule, quantization: Quantization | undefined): Changes {
  const { tensors, name } = wide.module;
  if (tensors.has('qweight')) return widenIntegers(wide, quantization);
  if (tensors.has('weight_packed')) return widenPacked(wide, packedBits(quantization, name));
  const weight = tensors.get('weight');
  if (weight && isScaled(weight.dtype)) return widenScaled(wide, blockOf(quantization));
  return widenPlain(wide);
}

/** True for a layer that holds its weights as they are. */
export function isPlain({ tensors }: WideningModule['module']): boolean {
  return !tensors.has('qweight') && !tensors.has('weight_packed') && !isScaled(tensors.get('weight')?.dtype ?? '');
}

/** AWQ and GPTQ share the names of their tensors: the config tells them apart. */
function widenIntegers(wide: WideningModule, quantization: Quantization | undefined): Changes {
  const groupSize = onlyScheme(quantization)?.weights.groupSize?.value;
  const method = quantization?.method.value;
  if (quantization === undefined || groupSize === undefined)
    throw new Refusal(t('{0} is quantized, and the config does not say how', wide.module.name));
  if (method === 'awq') return widenAwq(wide, wholeGroup(groupSize));
  return widenGptq(wide, gptqStorage(quantization, groupSize));
}

function gptqStorage(quantization: Quantization, groupSize: number): GptqStorage {
  const version = quantization.format?.value === 'gptq_v2' ? 2 : 1;
  return { groupSize, version, symmetric: quantization.symmetric?.value === true };
}

function wholeGroup(groupSize: number): number {
  if (groupSize <= 0) throw new Refusal(t('AWQ with group_size {0} is not known', groupSize));
  return groupSize;
}

function packedBits(quantization: Quantization | undefined, name: string): 4 | 8 {
  const found = new Set((quantization?.schemes ?? []).map(({ weights: { bits, type } }) => (type === 'int' ? bits?.value : undefined)));
  const [bits] = found;
  if (found.size === 1 && (bits === 4 || bits === 8)) return bits;
  throw new Refusal(t('{0} is packed, and the config does not say that its weights are integers of 4 or of 8 bits', name));
}

function blockOf(quantization: Quantization | undefined): readonly [number, number] | undefined {
  return quantization?.schemes.find(({ weights }) => weights.block !== undefined)?.weights.block?.value;
}

function onlyScheme(quantization: Quantization | undefined): QuantizationScheme | undefined {
  return quantization?.schemes[0];
}
