import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Constraint, ConstraintContext, Launch } from '../../../engine.ts';
import { flavourOf } from '../../image.ts';
import { floatBlockConstraints } from './float-blocks.ts';
import { integerGroupConstraints } from './integer-groups.ts';
import { integerWeights } from './integer-weights.ts';
import { tileConstraints } from './tiles.ts';

/** What the stored format of the weights demands of a shard. TGI layers/{gptq,marlin,fp8,compressed_tensors}. */
export function quantizationConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const { quantization } = model;
  const [scheme, another] = quantization?.schemes ?? [];
  // Checkpoints that store layers in several ways are not judged.
  if (quantization === undefined || scheme === undefined || another !== undefined) return [];
  const weights = integerWeights(quantization, scheme);
  if (weights === undefined) return floatBlockConstraints(launch, model, quantization, scheme);
  const tiled = weights.runsOnMarlin && isCuda(launch, context);
  return [
    ...integerGroupConstraints(model, quantization, weights, tiled),
    ...(tiled ? tileConstraints(launch, model, quantization, weights) : []),
  ];
}

/** Marlin runs on CUDA from compute capability 80 on; an unknown GPU is taken for one. */
function isCuda(launch: Launch, { hardware }: ConstraintContext): boolean {
  if (hardware.cuda === false || flavourOf(launch.command?.image?.text) !== 'cuda') return false;
  return hardware.computeCapability === undefined || hardware.computeCapability >= 80;
}
