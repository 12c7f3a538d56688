import type { Quantization } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';

const single: ReadonlySet<string> = new Set(['float32', 'float']);

/** Data types that the method's kernels take. SGLang quantization/awq/awq.py, gptq/gptq.py get_supported_act_dtypes, model_loader/loader.py. */
export function activationConstraints(launch: Launch, asked: string | undefined, { method }: Quantization): readonly Constraint[] {
  const dtype = textOption(launch, 'dtype');
  const stored = method.value;
  if (dtype === undefined || (stored !== 'awq' && stored !== 'gptq')) return [];
  const halfOnly = dtype === 'bfloat16' && asked === stored;
  if (!single.has(dtype) && !halfOnly) return [];
  return [
    {
      rule: 'quant-dtype',
      title: () => t('dtype'),
      facts: [method],
      option: 'dtype',
      knobs: ['option'],
      confidence: 'high',
      source: 'SGLang quantization/awq/awq.py, gptq/gptq.py get_supported_act_dtypes, model_loader/loader.py, main of 2026-08-21',
      judge: () =>
        refuses(() =>
          halfOnly
            ? t(
                '--quantization {0} forces kernels that accept only float16: --dtype bfloat16 is refused; drop --quantization, or use {0}_marlin',
                stored,
              )
            : t('{0} weights do not run with --dtype {1}; float16 and bfloat16 are accepted', stored, dtype),
        ),
    },
  ];
}
