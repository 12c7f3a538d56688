import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint, Judgement } from '../../../engine.ts';

/** What may be asked for a checkpoint of each method; any other of these names is refused. */
const families: ReadonlyMap<string, readonly string[]> = new Map([
  ['awq', ['awq', 'awq_marlin']],
  ['gptq', ['gptq', 'gptq_marlin']],
  ['fp8', ['fp8']],
  ['compressed-tensors', ['compressed-tensors']],
  ['bitsandbytes', ['bitsandbytes']],
]);

const known: ReadonlySet<string> = new Set([...families.values()].flat());

/** Methods that only a checkpoint can bring: asking for one of an unquantized model finds no config file. */
const needsCheckpoint: ReadonlySet<string> = new Set(['awq', 'awq_marlin', 'gptq', 'gptq_marlin']);

/** Whether the option agrees with the checkpoint. SGLang configs/model_config.py _verify_quantization, model_loader/weight_utils.py. */
export function methodConstraints(asked: string | undefined, model: ModelConfig): readonly Constraint[] {
  if (asked === undefined) return [];
  const stored = model.quantization?.method;
  if (stored === undefined) return needsCheckpoint.has(asked) ? [missing(asked, model)] : [];
  const accepted = families.get(stored.value);
  if (accepted === undefined || !known.has(asked) || accepted.includes(asked)) return [];
  return [
    disagreement('quant-mismatch', [stored], () =>
      refuses(() => t('--quantization {0} does not match the checkpoint, which is {1}: drop the option', asked, stored.value)),
    ),
  ];
}

function missing(asked: string, model: ModelConfig): Constraint {
  const shape = model.architectures[0] ?? model.decoder.attentionHeads;
  return disagreement('quant-missing', shape === undefined ? [] : [shape], () =>
    refuses(() =>
      t('--quantization {0} needs a checkpoint that is quantized that way, and the config.json has no quantization_config', asked),
    ),
  );
}

function disagreement(rule: string, facts: Constraint['facts'], judge: () => Judgement): Constraint {
  return {
    rule,
    title: () => t('quantization'),
    facts,
    option: 'quantization',
    knobs: ['option'],
    confidence: 'high',
    source: 'SGLang configs/model_config.py _verify_quantization, model_loader/weight_utils.py get_quant_config, main of 2026-08-21',
    judge,
  };
}
