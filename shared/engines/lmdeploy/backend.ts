import type { ModelConfig } from '../../model/model-config.ts';
import { t } from '../../text/localize.ts';
import type { Launch, LaunchProblem, Option, Resolved } from '../engine.ts';
import { atLeast } from '../version.ts';
import { isInTurbomind } from './turbomind-architectures.ts';
import { turbomindBuilders } from './versions.ts';

export type Backend = 'turbomind' | 'pytorch';

const notKnown: Resolved = { variant: undefined };

/**
 * Which of its two engines LMDeploy runs: `--backend pytorch` is a promise, `--backend turbomind` (the default) is not. TurboMind is
 * asked whether it supports the model, and the PyTorch engine runs otherwise (lmdeploy/archs.py autoget_backend, cli/serve.py).
 */
export function backendOf(launch: Launch, model: ModelConfig): Resolved {
  const option = launch.options.get('backend');
  const device = launch.options.get('device');
  if (option?.text === 'pytorch') return onDevice(device, 'pytorch');
  if (option === undefined ? launch.complete === false : option.text === undefined) return notKnown;
  const why = whyNotTurbomind(launch, model);
  if (why === undefined) return notKnown;
  if (why === 'supported') return onDevice(device, 'turbomind');
  const resolved = onDevice(device, 'pytorch');
  return option === undefined ? resolved : { ...resolved, problem: fallback(option, launch, why) };
}

/** The rules speak of CUDA. */
function onDevice(device: Option | undefined, backend: Backend): Resolved {
  return device === undefined || device.text === 'cuda' ? { variant: backend } : notKnown;
}

type Reason = () => string;

/** Undefined: not known. lmdeploy/turbomind/supported_models.py is_supported. */
function whyNotTurbomind(launch: Launch, model: ModelConfig): 'supported' | Reason | undefined {
  if (model.quantization?.method.value === 'smooth_quant') return () => t('TurboMind does not run smooth_quant checkpoints');
  const architecture = model.architectures[0]?.value;
  const { release } = launch.version;
  const listed = architecture === undefined ? undefined : isInTurbomind(architecture, release);
  if (listed === undefined || architecture === undefined) return undefined;
  if (!listed) return () => t('TurboMind does not support {0}', architecture);
  if (architecture === 'Glm4MoeLiteForCausalLM' && model.vision !== undefined)
    return () => t('TurboMind has no vision for {0}', architecture);
  return atLeast(release, turbomindBuilders) || hasNoConditions(architecture, model) ? 'supported' : undefined;
}

/** Up to 0.13 some classes had conditions of their own, most of them on what is not read here. */
function hasNoConditions(architecture: string, model: ModelConfig): boolean {
  if (/^(Qwen2|Llama)ForCausalLM$/.test(architecture)) return [64, 128].includes(model.decoder.headDim?.value ?? 0);
  return !/^(Bai[cC]huan|ChatGLM|InternVL|Llava|Molmo|DeepseekV2)/.test(architecture);
}

function fallback({ place, flag }: Option, { version }: Launch, why: Reason): LaunchProblem {
  const { editable } = place;
  return {
    rule: 'engine-fallback',
    severity: 'warning',
    span: place.span,
    message: () => t('LMDeploy {0} runs this model with its PyTorch engine, whatever {1} says: {2}', version.text, flag, why()),
    ...(editable && { replacement: { title: () => t('Change to {0}', 'pytorch'), span: editable, newText: 'pytorch' } }),
  };
}
