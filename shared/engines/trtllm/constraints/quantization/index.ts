import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { floatBlockConstraints } from './float-blocks.ts';
import { inputGroupConstraints } from './input-groups.ts';
import { schemeConstraints } from './schemes.ts';

/** What the stored format of the weights demands. The PyTorch backend reads config.json and hf_quant_config.json. */
export function quantizationConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const { quantization } = model;
  if (quantization === undefined || launch.options.has('modelKwargs')) return [];
  const [scheme, another] = quantization.schemes;
  const single = another === undefined ? scheme : undefined;
  return [
    ...schemeConstraints(launch, quantization),
    ...(single === undefined
      ? []
      : [...floatBlockConstraints(launch, model, quantization, single), ...inputGroupConstraints(launch, model, quantization, single)]),
  ];
}
