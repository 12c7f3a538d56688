import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import type { Constraint, ConstraintContext, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { activationConstraints } from './activations.ts';
import { awqConstraints } from './awq.ts';
import { compressedConstraints } from './compressed.ts';
import { floatBlockConstraints } from './float-blocks.ts';
import { floatGroupConstraints } from './float-groups.ts';
import { gptqConstraints } from './gptq.ts';
import { methodConstraints } from './method.ts';
import type { Place } from './place.ts';

/** What the stored format of the weights demands of a rank. SGLang layers/quantization/**, main of 2026-08-21. */
export function quantizationConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const { quantization } = model;
  const option = launch.options.get('quantization');
  const asked = textOption(launch, 'quantization')?.toLowerCase();
  if ((option !== undefined && asked === undefined) || (option === undefined && launch.complete === false)) return [];
  const method = methodConstraints(asked, model);
  if (quantization === undefined || method.length > 0 || !runsCuda(launch, context)) return method;
  return [
    ...activationConstraints(launch, asked, quantization),
    ...shapes({ launch, model, quantization, asked, hardware: context.hardware }),
  ];
}

/** Kernels of other devices have demands of their own, not established here: ROCm's AITER pads the experts of FP8 blocks. */
function runsCuda({ options, command }: Launch, { hardware }: ConstraintContext): boolean {
  const device = options.get('device');
  if (hardware.cuda === false || (device !== undefined && device.value !== 'cuda')) return false;
  if (otherImages.test(command?.image?.text ?? '')) return false;
  const environment = command?.environment;
  const aiter = environment?.get('SGLANG_USE_AITER');
  const usesAiter = aiter !== undefined && aiter.text !== '0' && aiter.text?.toLowerCase() !== 'false';
  return !usesAiter && !otherVariables.some((name) => environment?.has(name) === true);
}

const otherImages = /rocm|sgl-dev|mi3\d\d|npu|ascend|cann|xpu|xeon|musa|tpu/i;

const otherVariables = ['HIP_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES', 'ASCEND_RT_VISIBLE_DEVICES'];

/** Checkpoints that store layers in several ways are judged only where all ways agree on the group; here: one way. */
function shapes(place: Place): readonly Constraint[] {
  const { quantization } = place;
  const [scheme, ...others] = quantization.schemes;
  if (scheme === undefined || others.length > 0) return [];
  switch (methodOf(quantization)) {
    case 'awq':
      return awqConstraints(place, scheme.weights);
    case 'gptq':
      return gptqConstraints(place, scheme.weights);
    case 'fp8':
      return floatBlockConstraints(place, scheme.weights);
    case 'compressed-tensors':
      return compressedConstraints(place, scheme);
    case 'modelopt':
      return floatGroupConstraints(place, scheme.weights);
    default:
      return [];
  }
}

function methodOf({ method }: Quantization): string {
  const { value } = method;
  return value.startsWith('modelopt') ? 'modelopt' : value;
}
