import type { ModelConfig } from '../../../../model/model-config.ts';
import { t } from '../../../../text/localize.ts';
import { holds, refuses, unknown } from '../../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Judgement, Launch } from '../../../engine.ts';
import { textOption } from '../../../launches/options-of.ts';
import { atLeast, formatRelease, type Release } from '../../../version.ts';

/** Whether the engine has the method at all, and whether the option agrees with the checkpoint. vLLM config/model.py. */
export function methodConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const option = launch.options.get('quantization');
  const asked = textOption(launch, 'quantization')?.toLowerCase();
  if (option !== undefined && asked === undefined) return [];
  const requested = asked === 'none' ? undefined : asked;
  const stored = model.quantization?.method.value;
  return [
    ...agreement(requested, stored, model),
    ...removed(launch, requested, stored, model),
    ...prequantizedBits(launch, model),
    ...dataType(launch, requested, model),
    ...capability(stored, model, context),
  ];
}

/** Names of one method: any of them may be asked for where another is stored. */
const families: readonly (readonly string[])[] = [
  ['awq', 'awq_marlin', 'auto_awq', 'marlin', 'moe_wna16', 'humming'],
  ['gptq', 'gptq_marlin', 'auto_gptq', 'marlin', 'moe_wna16', 'gptq_bitblas', 'bitblas', 'humming'],
  ['fp8', 'deepseek_v4_fp8', 'humming', 'fp8_per_block', 'modelopt', 'modelopt_fp4', 'modelopt_mixed'],
  ['compressed-tensors', 'humming'],
  ['bitsandbytes'],
  ['mxfp4', 'gpt_oss_mxfp4', 'humming'],
];

/** Methods that only a checkpoint can bring: asking for one of an unquantized model finds no config file. */
const needsCheckpoint: ReadonlySet<string> = new Set([
  'awq',
  'awq_marlin',
  'auto_awq',
  'gptq',
  'gptq_marlin',
  'auto_gptq',
  'compressed-tensors',
]);

function agreement(requested: string | undefined, stored: string | undefined, model: ModelConfig): readonly Constraint[] {
  if (requested === undefined) return [];
  if (stored === undefined) return needsCheckpoint.has(requested) ? [missing(requested, model)] : [];
  const family = families.filter((names) => names[0] === stored || (names.includes(stored) && stored !== 'marlin' && stored !== 'humming'));
  const known = families.some((names) => names.includes(requested));
  if (family.length === 0 || !known || family.some((names) => names.includes(requested))) return [];
  return [mismatch(requested, stored, model)];
}

function missing(requested: string, model: ModelConfig): Constraint {
  const shape = model.architectures[0] ?? model.decoder.attentionHeads;
  return optionConstraint(
    'quant-missing',
    shape === undefined ? [] : [shape],
    'vLLM config/model.py, model_loader/weight_utils.py get_quant_config, main of 2026-08-17',
    () =>
      refuses(() =>
        t('--quantization {0} needs a checkpoint that is quantized that way, and the config.json has no quantization_config', requested),
      ),
  );
}

function mismatch(requested: string, stored: string, model: ModelConfig): Constraint {
  const facts = model.quantization === undefined ? [] : [model.quantization.method];
  return optionConstraint('quant-mismatch', facts, 'vLLM config/model.py ModelConfig._verify_quantization, since v0.2.2', () =>
    refuses(() => t('--quantization {0} does not match the checkpoint, which is {1}: drop the option', requested, stored)),
  );
}

function optionConstraint(rule: string, facts: Constraint['facts'], source: string, judge: () => Judgement): Constraint {
  return { rule, title: () => t('quantization'), facts, option: 'quantization', knobs: ['option'], confidence: 'high', source, judge };
}

/** Methods that left vLLM, and the first release that is certain to lack them. */
const removals: readonly (readonly [string, Release])[] = [
  ['aqlm', [0, 11]],
  ['bitblas', [0, 16]],
  ['gptq_bitblas', [0, 16]],
  ['gptq_marlin_24', [0, 16]],
  ['rtn', [0, 16]],
  ['hqq', [0, 16]],
  ['deepspeedfp', [0, 16]],
  ['ptpc_fp8', [0, 19]],
  ['petit_nvfp4', [0, 23]],
  ['gguf', [0, 24]],
  ['bitsandbytes', [0, 27]],
  ['marlin', [0, 27]],
];

function removed(launch: Launch, requested: string | undefined, stored: string | undefined, model: ModelConfig): readonly Constraint[] {
  const alias = requested === 'marlin' && (stored === 'awq' || stored === 'gptq');
  const asked = requested !== undefined && !alias ? requested : undefined;
  const method = [asked, stored].find((name) => removals.some(([gone]) => gone === name));
  const since = removals.find(([gone]) => gone === method)?.[1];
  if (method === undefined || since === undefined) return [];
  const fromOption = method === asked;
  return [
    {
      rule: 'quant-method',
      title: () => t('quantization'),
      facts: model.quantization === undefined ? [] : [model.quantization.method],
      option: fromOption ? 'quantization' : 'tensorParallelSize',
      knobs: ['option'],
      confidence: 'high',
      source: 'vLLM model_executor/layers/quantization/__init__.py, history of 2025-08 to 2026-08',
      // The name was refused long before it left the list of registered methods.
      since: method === 'marlin' ? undefined : since,
      versionDependent: true,
      judge: () => {
        if (method !== 'marlin' && !atLeast(launch.version.release, since)) return holds;
        if (method === 'marlin') return stored === undefined ? refuses(() => t('vLLM has no quantization method {0}', method)) : unknown;
        return refuses(() => t('vLLM has no quantization method {0} since v{1}; a plugin may bring it back', method, formatRelease(since)));
      },
    },
  ];
}

/** A checkpoint that bitsandbytes quantized cannot be split (model_loader/bitsandbytes_loader.py, up to its removal). */
function prequantizedBits(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const method = model.quantization?.method;
  if (method?.value !== 'bitsandbytes' || atLeast(launch.version.release, [0, 27])) return [];
  return [
    {
      rule: 'quant-method',
      title: () => t('bitsandbytes'),
      facts: [method],
      knobs: ['tensorParallelSize', 'pipelineParallelSize'],
      confidence: 'high',
      source: 'vLLM model_loader/bitsandbytes_loader.py, v0.24',
      judge: ({ tensorParallelSize: ranks }) => {
        if (ranks === undefined) return unknown;
        if (ranks === 1) return holds;
        return refuses(() =>
          t('a bitsandbytes checkpoint cannot be split: tensor-parallel-size {0} is refused, use pipeline-parallel-size instead', ranks),
        );
      },
    },
  ];
}

const noHalf: ReadonlySet<string> = new Set(['gemma2', 'gemma3', 'gemma3_text', 'glm4']);

function dataType(launch: Launch, requested: string | undefined, model: ModelConfig): readonly Constraint[] {
  const written = textOption(launch, 'dtype');
  const stored = model.quantization?.method.value;
  const source =
    'vLLM config/model.py _resolve dtype, quantization/auto_awq.py and auto_gptq.py get_supported_act_dtypes, main of 2026-08-17';
  const finding = dataTypeProblem(launch, written, requested, stored, model);
  if (finding === undefined) return [];
  const facts = model.quantization === undefined ? [] : [model.quantization.method];
  return [
    {
      rule: 'quant-dtype',
      title: () => t('dtype'),
      facts,
      option: written === undefined ? 'quantization' : 'dtype',
      knobs: ['option'],
      confidence: 'high',
      source,
      versionDependent: true,
      judge: () => refuses(finding),
    },
  ];
}

function dataTypeProblem(
  launch: Launch,
  dtype: string | undefined,
  requested: string | undefined,
  stored: string | undefined,
  model: ModelConfig,
): (() => string) | undefined {
  const modelType = model.modelType?.value;
  if ((dtype === 'float16' || dtype === 'half') && modelType !== undefined && noHalf.has(modelType)) {
    return () => t('{0} models overflow in float16, and vLLM refuses --dtype {1}; bfloat16 and float32 are accepted', modelType, dtype);
  }
  const integer = stored === 'awq' || stored === 'gptq';
  if (integer && (dtype === 'float32' || dtype === 'float')) {
    return () => t('{0} weights do not run with --dtype {1}; float16 and bfloat16 are accepted', stored, dtype);
  }
  if (integer && runsInBfloat16(launch, dtype, model) && requested === stored && !atLeast(launch.version.release, [0, 24])) {
    return () =>
      t(
        '--quantization {0} forces kernels that accept only float16 before v0.24, and the model runs in bfloat16: drop --quantization, use {0}_marlin, or add --dtype float16',
        stored,
      );
  }
  return undefined;
}

/** As --dtype says, else as the checkpoint does (`auto`). */
function runsInBfloat16(launch: Launch, dtype: string | undefined, { dtype: stored }: ModelConfig): boolean {
  if (dtype !== undefined && dtype !== 'auto') return dtype === 'bfloat16';
  const known = dtype === 'auto' || (!launch.options.has('dtype') && launch.complete !== false);
  return known && stored?.value.replace('torch.', '') === 'bfloat16';
}

/** Least compute capability by method, newest known; Volta and Turing only are below any of them. */
const leastCapability: ReadonlyMap<string, number> = new Map([
  ['awq', 75],
  ['gptq', 60],
  ['fp8', 75],
  ['compressed-tensors', 70],
  ['modelopt', 75],
  ['mxfp4', 80],
]);

function capability(stored: string | undefined, model: ModelConfig, { hardware }: ConstraintContext): readonly Constraint[] {
  const least = stored === undefined ? undefined : leastCapability.get(stored);
  const present = hardware.computeCapability;
  if (least === undefined || present === undefined || present >= least || model.quantization === undefined) return [];
  return [
    {
      rule: 'quant-gpu',
      title: () => t('GPU'),
      facts: [model.quantization.method],
      knobs: ['option'],
      confidence: 'high',
      source: 'vLLM quantization/*.py get_min_capability, main of 2026-08-17',
      judge: () => refuses(() => t('{0} needs compute capability {1}, and {2} has {3}', stored ?? '', least, hardware.gpu ?? '', present)),
    },
  ];
}
