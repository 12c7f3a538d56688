import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { stateRead } from '../ranks.ts';

/** Methods that a config.json may name (llmapi/llm_utils.py `ModelLoader._update_from_hf_quant_config`); every other is refused. */
const readMethods = /^(fp8|mxfp4|mxfp8|nvfp4|compressed-tensors|modelopt.*)$/;

/** Undefined where the checkpoint is read. An options file can replace the checkpoint's section as a whole. */
export function methodConstraint(launch: Launch, { quantization }: ModelConfig): Constraint | undefined {
  if (quantization === undefined || launch.options.has('modelKwargs')) return undefined;
  const { method, source } = quantization;
  if (source !== 'config.json' || method.derived !== undefined || readMethods.test(method.value)) return undefined;
  return {
    rule: 'quant-method',
    title: () => t('quantization'),
    facts: [method],
    option: 'model',
    knobs: ['option'],
    confidence: 'high',
    source: `TensorRT-LLM llmapi/llm_utils.py ModelLoader._update_from_hf_quant_config, ${stateRead}`,
    judge: () =>
      refuses(() =>
        t(
          "TensorRT-LLM does not read {0} checkpoints at any size; it reads fp8, nvfp4, mxfp4, mxfp8, compressed-tensors and ModelOpt's (W4A16_AWQ among them)",
          method.value,
        ),
      ),
  };
}
