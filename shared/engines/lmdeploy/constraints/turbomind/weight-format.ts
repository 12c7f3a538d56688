import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';

/** How TurboMind holds quantized weights: scales for so many inputs, and for so many outputs (lmdeploy/turbomind/weight_format.py). */
export interface WeightFormat {
  readonly method: 'awq' | 'gptq' | 'compressed-tensors' | 'fp8' | 'mxfp4';
  readonly inputs: number;
  readonly outputs: number;
}

/** What TurboMind reads: it looks into config.json alone. */
export function turbomindQuantization({ quantization }: ModelConfig): Quantization | undefined {
  return quantization?.source === 'config.json' || quantization?.source === 'text_config' ? quantization : undefined;
}

/** Undefined: a method that it does not take, or a format that it does not say. */
export function weightFormat(quantization: Quantization): WeightFormat | undefined {
  const [scheme, ...others] = quantization.schemes;
  const group = scheme?.weights.groupSize?.value;
  switch (quantization.method.value) {
    case 'awq':
    case 'gptq':
      return { method: quantization.method.value, inputs: 128, outputs: 1 };
    case 'compressed-tensors':
      return others.length === 0 && group !== undefined && group > 0
        ? { method: 'compressed-tensors', inputs: group, outputs: 1 }
        : undefined;
    case 'fp8':
      return scheme?.weights.block?.value.join() === '128,128' ? { method: 'fp8', inputs: 128, outputs: 128 } : undefined;
    case 'mxfp4':
      return { method: 'mxfp4', inputs: 32, outputs: 1 };
    default:
      return undefined;
  }
}
