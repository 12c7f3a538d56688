import type { Fact } from '../fact.ts';
import { type JsonNode, memberOf, objectOf } from '../json/json-node.ts';
import { booleanIn, countIn, countsIn, derive, isWritten, numberIn, sectionIn } from '../section.ts';
import { countOrDefault, type DecoderSection } from './decoder-section.ts';

const widthKeys = [
  'intermediate_size',
  'ffn_dim',
  'ffn_hidden_size',
  'n_inner',
  'd_ff',
  'decoder_ffn_dim',
  'ff_intermediate_size',
  'mlp_hidden_size',
];

/** Width of the dense MLP; Mistral's params.json calls the hidden size `dim` and this `hidden_dim`. */
export function readMlpWidth(section: DecoderSection, hiddenSize: Fact<number> | undefined): Fact<number> | undefined {
  const { family } = section;
  if (family.attentionFree) return undefined;
  if (isWritten(section, 'dim')) return countIn(section, ['hidden_dim']);
  const dense = family.denseWidthKey && countIn(section, [family.denseWidthKey]);
  if (dense) return dense;
  if (family.width === 'adjusted-feed-forward') return adjustedWidth(section);
  if (family.widthWithoutExperts !== undefined && isWithoutExperts(section)) return countIn(section, [family.widthWithoutExperts]);
  const keys = family.widthKeys ?? widthKeys;
  const written = countOrDefault(section, keys, section.defaults.width);
  if (written !== undefined && family.halvedWidth) return derive(written, Math.floor(written.value / 2), 'intermediate_size // 2');
  if (written !== undefined) return written;
  if (hiddenSize === undefined || keys.some((key) => isUnreadable(section, key))) return undefined;
  if (family.width === 'four-times-hidden') return derive(hiddenSize, 4 * hiddenSize.value, '4 × hidden size', 'intermediate_size');
  if (family.width === 'expansion-ratio') return expandedWidth(section, hiddenSize);
  return undefined;
}

/** MLP widths of each layer where the file has them; layers without an MLP are left out. */
export function readMlpWidthByLayer(section: DecoderSection, hiddenSize: Fact<number> | undefined): Fact<readonly number[]> | undefined {
  return countsIn(section, ['intermediate_size']) ?? widthsOfBlocks(section, hiddenSize) ?? widthsOfMultipliers(section, hiddenSize);
}

function isWithoutExperts(section: DecoderSection): boolean {
  return countIn(section, ['num_local_experts'], 0)?.value === 0;
}

function isUnreadable(section: DecoderSection, key: string): boolean {
  const value = memberOf(section.object, key);
  return value !== undefined && value.kind !== 'null';
}

/** MPT's width is a ratio of the hidden size; its config class takes 4. */
function expandedWidth(section: DecoderSection, hiddenSize: Fact<number>): Fact<number> | undefined {
  const ratio = numberIn(section, 'expansion_ratio');
  if (ratio === undefined && memberOf(section.object, 'expansion_ratio') !== undefined) return undefined;
  return derive(
    ratio ?? hiddenSize,
    Math.trunc((ratio?.value ?? 4) * hiddenSize.value),
    'expansion_ratio × hidden size',
    'intermediate_size',
  );
}

/** LFM2 keeps two thirds of `block_ff_dim`, rounded up (vLLM models/lfm2.py, Lfm2MLP). */
function adjustedWidth(section: DecoderSection): Fact<number> | undefined {
  const width = countIn(section, ['block_ff_dim', 'intermediate_size']);
  const multiple = countIn(section, ['block_multiple_of']);
  if (width === undefined || multiple === undefined) return undefined;
  if (booleanIn(section, 'block_auto_adjust_ff_dim')?.value !== true) return width;
  const multiplier = numberIn(section, 'block_ffn_dim_multiplier')?.value ?? 1;
  const kept = Math.trunc(multiplier * Math.trunc((2 * width.value) / 3));
  return derive(width, multiple.value * Math.ceil(kept / multiple.value), 'two thirds, rounded up to block_multiple_of');
}

/** Nemotron-NAS (vLLM models/nemotron_nas.py): ffn_mult × 2/3 of the hidden size, rounded up to 256. */
function widthsOfBlocks(section: DecoderSection, hiddenSize: Fact<number> | undefined): Fact<readonly number[]> | undefined {
  const blocks = memberOf(section.object, 'block_configs');
  if (blocks?.kind !== 'array') return undefined;
  const widths: number[] = [];
  for (const block of blocks.items) {
    const width = widthOfBlock(block, hiddenSize?.value);
    if (width !== undefined) widths.push(width);
  }
  if (widths.length === 0) return undefined;
  const from = sectionIn(section, 'block_configs') ?? section;
  return {
    value: widths,
    path: from.path,
    span: { start: blocks.start, end: blocks.end },
    key: section.prefix === '' ? 'block_configs' : `${section.prefix}.block_configs`,
    name: 'intermediate_size',
    derived: 'ffn_mult of each block × hidden size × 2/3, rounded up to 256',
  };
}

function widthOfBlock(block: JsonNode, hiddenSize: number | undefined): number | undefined {
  const feedForward = block.kind === 'object' ? objectOf(block, 'ffn') : undefined;
  if (feedForward === undefined) return undefined;
  const width = memberOf(feedForward, 'intermediate_size');
  const multiplier = memberOf(feedForward, 'ffn_mult');
  if (multiplier?.kind === 'number' && hiddenSize !== undefined)
    return Math.ceil(Math.trunc((2 * multiplier.value * hiddenSize) / 3) / 256) * 256;
  return width?.kind === 'number' && width.value > 0 ? width.value : undefined;
}

/** OpenELM: a multiplier for each layer, rounded to `ffn_dim_divisor` as its model file does. */
function widthsOfMultipliers(section: DecoderSection, hiddenSize: Fact<number> | undefined): Fact<readonly number[]> | undefined {
  const list = memberOf(section.object, 'ffn_multipliers');
  const divisor = countIn(section, ['ffn_dim_divisor'])?.value;
  if (list?.kind !== 'array' || divisor === undefined || hiddenSize === undefined) return undefined;
  const widths: number[] = [];
  for (const item of list.items) if (item.kind === 'number') widths.push(rounded(item.value * hiddenSize.value, divisor));
  return widths.length === 0 ? undefined : derive(hiddenSize, widths, 'ffn_multipliers × model_dim', 'intermediate_size');
}

/** To the nearest multiple, never more than a tenth below. */
function rounded(value: number, divisor: number): number {
  const near = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return near < 0.9 * value ? near + divisor : near;
}
