import type { Fact } from '../../../../model/fact.ts';
import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Confidence, Constraint, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { refusedCheckpoint } from '../refused-checkpoint.ts';

const source = 'LMDeploy lmdeploy/pytorch/config.py QuantizationConfig.from_config, nn/moe/__init__.py build_fused_moe, v0.16';

const methods: readonly string[] = ['awq', 'smooth_quant', 'fp8'];

/** What the PyTorch engine takes of a quantized checkpoint. */
export function methodConstraints(
  launch: Launch,
  model: ModelConfig,
  stored: Quantization | undefined,
  confidence: Confidence,
): readonly Constraint[] {
  if (stored === undefined) return model.quantization === undefined ? onTheFly(launch, model, confidence) : [];
  const { method } = stored;
  if (method.derived !== undefined) return [];
  if (!methods.includes(method.value)) return [refused('quant-method', method, () => noMethod(method.value), 'backend', confidence)];
  const hasExperts = model.decoder.experts !== undefined && keepsQuantized(model, stored, expertModules(model));
  if (method.value !== 'awq' || !hasExperts) return [];
  return [refused('quant-method', method, () => t('the PyTorch engine has no experts in {0}', method.value), 'backend', confidence)];
}

function noMethod(method: string): string {
  return t('the PyTorch engine does not run {0}: {1} are accepted', method, methods.join(', '));
}

/** `--model-format` of a checkpoint in 16 bits quantizes it, to FP8 only. */
function onTheFly(launch: Launch, model: ModelConfig, confidence: Confidence): readonly Constraint[] {
  const asked = textOption(launch, 'quantization');
  const shape = model.architectures[0] ?? model.decoder.attentionHeads;
  if (asked === undefined || asked === 'fp8' || shape === undefined) return [];
  const message = (): string =>
    t('the PyTorch engine quantizes to fp8 only, and --model-format {0} asks for more than the config.json has: drop the option', asked);
  return [refused('quant-missing', shape, message, 'quantization', confidence)];
}

function refused(rule: string, fact: Fact<unknown>, message: () => string, option: string, confidence: Confidence): Constraint {
  return refusedCheckpoint({ rule, fact, message, option, confidence, source });
}
