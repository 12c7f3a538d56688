import type { Fact } from '../fact.ts';
import { memberOf } from '../json/json-node.ts';
import { countIn, countsIn, isWritten, textIn } from '../section.ts';
import type { DecoderSection } from './decoder-section.ts';

/**
 * Whether at least one layer of a mixture of experts has a dense MLP of `intermediate_size`; undefined if the file does not
 * tell. Each family says it in its own words.
 */
export function hasDenseLayers(section: DecoderSection): boolean | undefined {
  const { family } = section;
  if (family.denseBesideExperts) return true;
  return (
    byNamedLayers(section) ??
    byListedLayers(section) ??
    byPattern(section) ??
    byFirstLayers(section) ??
    byStep(section) ??
    byFamily(section)
  );
}

/** The number of dense layers at the start, where every later layer holds experts. */
export function firstDenseLayers(section: DecoderSection): Fact<number> | undefined {
  const step = memberOf(section.object, 'moe_layer_freq');
  if (step !== undefined && (step.kind !== 'number' || step.value !== 1)) return undefined;
  return countIn(section, ['first_k_dense_replace', 'num_dense_layers'], 0);
}

/** `mlp_layer_types` (Laguna, Cohere 2 MoE): "dense" or "sparse" for each layer. */
function byNamedLayers(section: DecoderSection): boolean | undefined {
  const list = memberOf(section.object, 'mlp_layer_types');
  return list?.kind === 'array' ? list.items.some((item) => item.kind === 'string' && item.value === 'dense') : undefined;
}

/** Step-3.5: the layers with experts, as a text of numbers. */
function byListedLayers(section: DecoderSection): boolean | undefined {
  const listed = textIn(section, 'moe_layers_enum')
    ?.value.split(',')
    .filter((layer) => /^\s*\d+\s*$/.test(layer));
  const layers = countIn(section, ['num_hidden_layers']);
  return listed === undefined || listed.length === 0 || layers === undefined ? undefined : listed.length < layers.value;
}

/** Nemotron-H: `-` is a dense MLP, `E` experts, `M` Mamba, `*` attention. */
function byPattern(section: DecoderSection): boolean | undefined {
  const pattern = textIn(section, 'hybrid_override_pattern')?.value;
  if (pattern !== undefined) return pattern.includes('-');
  const blocks = memberOf(section.object, 'layers_block_type');
  if (blocks?.kind !== 'array' || !section.modelType?.value.startsWith('nemotron_h')) return undefined;
  return blocks.items.some((item) => item.kind === 'string' && item.value === 'mlp');
}

/** DeepSeek and its relatives: the first layers are dense, or every other. */
function byFirstLayers(section: DecoderSection): boolean | undefined {
  const keys = ['first_k_dense_replace', 'num_dense_layers', 'moe_layer_start_index', 'moe_layer_num_skipped'];
  const firstDense = countIn(section, keys, 0) ?? countIn(section, ['n_dense_layers'], 0);
  if (firstDense !== undefined && firstDense.value > 0) return true;
  const frequencies = countsIn(section, ['moe_layer_freq'], 0);
  if (frequencies !== undefined) return frequencies.value.includes(0);
  const step = countIn(section, ['moe_layer_freq', 'moe_layer_interval', 'interleave_moe_layer_step', 'expert_layer_period']);
  if (step !== undefined && step.value > 1) return true;
  if (firstDense !== undefined || countIn(section, ['interleave_moe_layer_step', 'expert_layer_period'])?.value === 1) return false;
  const { denseFirst } = section.defaults;
  return denseFirst === undefined || isWritten(section, 'first_k_dense_replace') ? undefined : denseFirst > 0;
}

/** Qwen: experts in every n-th layer, except those of `mlp_only_layers`. */
function byStep(section: DecoderSection): boolean | undefined {
  const named = memberOf(section.object, 'mlp_only_layers');
  const step = countIn(section, ['decoder_sparse_step']);
  if (named?.kind === 'array' && named.items.length > 0) return true;
  if (step !== undefined) return step.value > 1;
  return named?.kind === 'array' ? false : undefined;
}

function byFamily(section: DecoderSection): boolean | undefined {
  return section.family.allExperts || section.family.sparseByDefault ? false : undefined;
}
