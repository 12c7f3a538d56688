import type { Fact } from '../../../../model/fact.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';

/** AWQ, GPTQ and compressed-tensors' packed integers: groups along the inputs share a scale. */
export interface IntegerWeights {
  readonly method: 'awq' | 'gptq' | 'compressed-tensors';
  readonly bits: number;
  /** Inputs that share a scale; -1: all of them. */
  readonly group: number;
  readonly groupFact: Fact<number> | undefined;
  /** False where every shard reads all scales: act-order, or one group. */
  readonly splitsScales: boolean;
  /** Whether the shape suits Marlin's loader, on a GPU that has it; else Exllama, Triton or AWQ's own kernels run. */
  readonly runsOnMarlin: boolean;
}

/** TGI utils/quantization.py get_loader, layers/marlin/gptq.py can_use_gptq_marlin, layers/compressed_tensors/loader.py. */
export function integerWeights(quantization: Quantization, { weights, activations }: QuantizationScheme): IntegerWeights | undefined {
  const method = quantization.method.value;
  const bits = weights.bits?.value;
  if (bits === undefined || (method !== 'awq' && method !== 'gptq' && method !== 'compressed-tensors')) return undefined;
  if (method === 'compressed-tensors' && (weights.type !== 'int' || activations !== undefined || (bits !== 4 && bits !== 8)))
    return undefined;
  const groupFact = weights.groupSize;
  const group = weights.strategy === 'channel' ? -1 : groupFact?.value;
  if (group === undefined || group === 0) return undefined;
  const actOrder = method === 'gptq' ? quantization.actOrder?.value === true : weights.actOrder !== undefined;
  const symmetric = quantization.symmetric?.value ?? weights.symmetric;
  const known = (bits === 4 || bits === 8) && [-1, 32, 64, 128].includes(group);
  return {
    method,
    bits,
    group,
    groupFact,
    splitsScales: group > 0 && !actOrder,
    runsOnMarlin: known && (method !== 'gptq' || symmetric === true),
  };
}
