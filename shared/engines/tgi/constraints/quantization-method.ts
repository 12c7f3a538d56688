import type { Fact } from '../../../model/fact.ts';
import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { textOption } from '../../launches/options-of.ts';
import { atLeast } from '../../version.ts';
import type { Family } from '../families.ts';
import { onlyWhole, stateRead } from './shards.ts';

/** Whether TGI has the method for this model. models/__init__.py get_model, cli.py. */
export function methodConstraints(launch: Launch, model: ModelConfig, family: Family | undefined): readonly Constraint[] {
  const method = methodOf(launch, model);
  return [
    ...(family === undefined ? withTransformers(launch, model, method) : []),
    ...(method === 'exl2' ? [exllama(model)] : []),
    ...dataType(launch, model),
  ];
}

/** The option, else what the checkpoint names; undefined for neither, and where the option is unknown. */
function methodOf(launch: Launch, { quantization }: ModelConfig): string | undefined {
  if (launch.options.has('quantization')) return textOption(launch, 'quantization');
  const stored = quantization?.method.value;
  const detected = ['config.json', 'compression_config'].includes(quantization?.source ?? '');
  return detected && stored !== undefined && ['gptq', 'awq', 'exl2'].includes(stored) ? stored : undefined;
}

const refusedByTransformers: ReadonlySet<string> = new Set(['gptq', 'awq', 'bitsandbytes-fp4', 'bitsandbytes-nf4', 'eetq', 'exl2']);

/** Types without a class of TGI's own run on Transformers, which takes none of these. */
function withTransformers(launch: Launch, model: ModelConfig, method: string | undefined): readonly Constraint[] {
  const type = model.modelType;
  if (type === undefined || method === undefined || !refusedByTransformers.has(method) || !atLeast(launch.version.release, [2, 0]))
    return [];
  if (readByItself.has(type.value)) return [];
  const ofOption = launch.options.has('quantization');
  return [
    {
      rule: 'quant-method',
      title: () => t('quantization'),
      facts: factsOf(model, type),
      option: ofOption ? 'quantization' : 'model',
      knobs: ['option'],
      confidence: 'high',
      source: `TGI models/__init__.py get_model, ${stateRead}`,
      judge: () =>
        refuses(() =>
          t('TGI has no class of its own for {0} and runs it on Transformers, where it refuses {1} quantization', type.value, method),
        ),
    },
  ];
}

/** Types with a class of its own that nothing is derived for. */
const readByItself: ReadonlySet<string> = new Set([
  'mamba',
  'ssm',
  'llama4',
  'galactica',
  'santacoder',
  'phi-msft',
  'medusa',
  'mlp_speculator',
]);

function exllama(model: ModelConfig): Constraint {
  return onlyWhole(
    {
      rule: 'quant-method',
      title: () => t('exl2'),
      facts: model.quantization === undefined ? [] : [model.quantization.method],
      confidence: 'high',
      source: `TGI models/__init__.py get_model, ${stateRead}`,
    },
    (shards) => t('TGI does not split exl2 weights: num-shard {0} is refused, 1 is accepted', shards),
  );
}

/** Methods that leave the data type to the user. */
const withDataType: ReadonlySet<string> = new Set(['bitsandbytes', 'bitsandbytes-nf4', 'bitsandbytes-fp4']);

/** Only what is written counts: a method that TGI finds in the checkpoint goes with `--dtype`. */
function dataType({ options }: Launch, model: ModelConfig): readonly Constraint[] {
  const dtype = options.get('dtype');
  const quantize = options.get('quantization');
  if (dtype?.text === undefined || quantize?.text === undefined || withDataType.has(quantize.text)) return [];
  const [written, other] = [dtype.text, quantize.text];
  return [
    {
      rule: 'quant-dtype',
      title: () => t('dtype'),
      facts: model.quantization === undefined ? [] : [model.quantization.method],
      option: 'dtype',
      knobs: ['option'],
      confidence: 'high',
      source: `TGI server/text_generation_server/cli.py serve, ${stateRead}; since v1.0`,
      judge: () =>
        refuses(() => t('{0} {1} together with {2} {3} is refused: leave one of them out', dtype.flag, written, quantize.flag, other)),
    },
  ];
}

function factsOf({ quantization }: ModelConfig, type: Fact<string>): readonly Fact<string>[] {
  return quantization === undefined ? [type] : [quantization.method, type];
}
