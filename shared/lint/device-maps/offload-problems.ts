import type { Entry } from '../../device-map/device-map.ts';
import { type MapUse, named } from '../../device-map/map-use.ts';
import { t } from '../../text/localize.ts';
import type { AnalysedMap } from './analysed-map.ts';
import type { WrittenProblem } from './written-problem.ts';

/** Modules on the processor or the disk, and inputs that are sent to another device than the embedding's. */
export function offloadProblems(analysed: AnalysedMap, text: string): readonly WrittenProblem[] {
  return [...quantizedOffload(analysed), ...diskWithoutFolder(analysed.use), ...inputsElsewhere(analysed, text)];
}

/** Methods that refuse modules on the processor or the disk: transformers quantizers/quantizer_{awq,hqq,bnb_4bit,bnb_8bit}.py validate_environment. */
function quantizedOffload({ use, model }: AnalysedMap): readonly WrittenProblem[] {
  const method = methodOf(use, model?.quantization?.method.value);
  const entry = method === undefined ? undefined : offloaded(use).find(({ module }) => !isLeftAlone(module));
  if (method === undefined || entry === undefined) return [];
  const message = () =>
    method === 'bitsandbytes'
      ? t(
          '{0} is on {1}, and bitsandbytes keeps no module there; put it on a GPU, or set llm_int8_enable_fp32_cpu_offload',
          entry.module || t('everything'),
          String(entry.device),
        )
      : t('{0} is on {1}, and {2} runs on GPUs only', entry.module || t('everything'), String(entry.device), method);
  return [{ rule: 'device-map-offload', severity: 'error', span: entry.deviceSpan, message }];
}

function offloaded({ map }: MapUse): readonly Entry[] {
  return (map?.entries ?? []).filter(({ device }) => device === 'cpu' || device === 'disk');
}

/** bitsandbytes never quantizes the head. */
function isLeftAlone(module: string): boolean {
  return /(^|\.)lm_head$/.test(module);
}

function methodOf({ keywords }: MapUse, ofModel: string | undefined): string | undefined {
  const config = named(keywords, 'quantization_config')?.inner;
  const isOn = (name: string): boolean => [keywords, config].some((each) => each !== undefined && named(each, name)?.value === true);
  const isUnknown = named(keywords, 'quantization_config') !== undefined && config === undefined;
  if (isUnknown || isOn('llm_int8_enable_fp32_cpu_offload')) return undefined;
  if (isOn('load_in_8bit') || isOn('load_in_4bit')) return 'bitsandbytes';
  if (ofModel === 'awq' || ofModel === 'hqq') return ofModel.toUpperCase();
  return undefined;
}

/** accelerate big_modeling.py dispatch_model. Transformers reads safetensors files where they are. */
function diskWithoutFolder(use: MapUse): readonly WrittenProblem[] {
  if (use.kind !== 'dispatch' || !use.keywords.complete) return [];
  const entry = use.map?.entries.find(({ device }) => device === 'disk');
  const hasFolder = ['offload_dir', 'offload_folder', 'offload_index', 'state_dict'].some(
    (name) => named(use.keywords, name) !== undefined,
  );
  if (entry === undefined || hasFolder) return [];
  const message = () => t('{0} goes to the disk, and no offload_dir says where to', entry.module || t('everything'));
  return [{ rule: 'device-map-offload', severity: 'error', span: entry.deviceSpan, message }];
}

/** Inputs on `cuda` are on GPU 0; `balanced_low_0` keeps that one light, and a map may start on another one. */
function inputsElsewhere({ use }: AnalysedMap, text: string): readonly WrittenProblem[] {
  const { deviceMap, map } = use;
  if (deviceMap === undefined || !/\.to\(\s*["']cuda(:0)?["']\s*\)/.test(text)) return [];
  const problem = { rule: 'device-map-inputs', severity: 'information', span: deviceMap.word.span } as const;
  if (deviceMap.value === 'balanced_low_0') {
    const message = () =>
      t('balanced_low_0 keeps GPU 0 light, so that the embedding may be on another GPU than the inputs; send them to model.device');
    return [{ ...problem, message }];
  }
  const first = map?.entries.find(({ module }) => /(embed_tokens|wte|word_embeddings|embed_in|tok_embeddings)$/.test(module));
  if (first === undefined || typeof first.device !== 'number' || first.device === 0) return [];
  const message = () => t('inputs are sent to GPU 0 and {0} is on GPU {1}; send them to model.device', first.module, Number(first.device));
  return [{ ...problem, span: first.deviceSpan, message }];
}
