import { type TowerDefaults, towerDefaults } from '../class-defaults.ts';
import type { Fact } from '../fact.ts';
import type { TowerShape } from '../model-config.ts';
import { countIn, derive, deriveFromSection, isWritten, numberIn, type Section, sectionIn, textIn } from '../section.ts';

const headKeys = ['num_heads', 'num_attention_heads', 'attention_heads', 'vt_num_attention_heads', 'encoder_attention_heads', 'n_heads'];
const layerKeys = ['depth', 'num_hidden_layers', 'vt_num_hidden_layers', 'encoder_layers', 'n_layers', 'layers'];
const widthKeys = ['intermediate_size', 'vt_intermediate_size', 'encoder_ffn_dim', 'ffn_dim', 'mlp_dim'];
const hiddenKeys = ['hidden_size', 'vt_hidden_size', 'd_model', 'embed_dim', 'width'];

const visionPlaces = [['vision_config'], ['thinker_config', 'vision_config'], ['visual'], ['vit_config'], ['vision_tower_config']];
const audioPlaces = [
  ['audio_config'],
  ['thinker_config', 'audio_config'],
  ['audio_tower_config'],
  ['audio_encoder_config'],
  ['speech_config'],
];

/** The vision tower, wherever the file keeps it. */
export function readVisionTower(root: Section): TowerShape | undefined {
  return readTower(root, visionPlaces);
}

/** The audio tower; Whisper's own encoder stands at the top level. */
export function readAudioTower(root: Section): TowerShape | undefined {
  const own = isWritten(root, 'encoder_attention_heads') ? towerOf(root, root) : undefined;
  return own ?? readTower(root, audioPlaces);
}

function readTower(root: Section, places: readonly (readonly string[])[]): TowerShape | undefined {
  for (const place of places) {
    let section: Section | undefined = root;
    for (const key of place) section = section && sectionIn(section, key);
    if (section !== undefined) return towerOf(section, root);
  }
  return undefined;
}

function towerOf(section: Section, root: Section): TowerShape {
  const modelType = textIn(section, 'model_type');
  const type = towerType(section, modelType?.value, root);
  const defaults = type === undefined ? undefined : towerDefaults[type];
  const read = (keys: readonly string[], fallback: number | undefined): Fact<number> | undefined =>
    countIn(section, keys) ?? (keys.some((key) => isWritten(section, key)) ? undefined : byClass(section, type, fallback, keys[0] ?? ''));
  const hiddenSize = read(type === 'qwen2_vl' ? ['embed_dim'] : hiddenKeys, defaults?.hidden);
  const isGlm = type === 'glm4v' || type === 'glm4v_moe';
  const pixelShuffleVersion = textIn(root, 'ps_version');
  return {
    section: section.prefix,
    modelType,
    heads: read(headKeys, defaults?.heads),
    hiddenSize,
    intermediateSize: isGlm ? read(['out_hidden_size'], defaults?.outHidden) : widthOf(section, type, hiddenSize, defaults),
    layers: read(layerKeys, defaults?.layers),
    ...(isGlm ? { mergerSize: read(['intermediate_size'], defaults?.width) } : {}),
    ...(pixelShuffleVersion === undefined ? {} : { pixelShuffleVersion }),
  };
}

/** Older files leave the tower's type out; then the model's own type tells. */
function towerType(section: Section, own: string | undefined, root: Section): string | undefined {
  const type = own ?? textIn(root, 'model_type')?.value;
  const known = type?.replace(/_vision$/, '');
  if (known === 'qwen2_vl' && isWritten(section, 'intermediate_size')) return undefined;
  if (type !== undefined && Object.hasOwn(towerDefaults, type)) return type;
  return known !== undefined && Object.hasOwn(towerDefaults, known) ? known : undefined;
}

/** Qwen2-VL and SigLIP-like towers of their own give the MLP as a ratio. */
function widthOf(
  section: Section,
  type: string | undefined,
  hiddenSize: Fact<number> | undefined,
  defaults: TowerDefaults | undefined,
): Fact<number> | undefined {
  const written = countIn(section, widthKeys);
  if (written !== undefined) return written;
  const ratio = numberIn(section, 'mlp_ratio');
  if (ratio !== undefined && hiddenSize !== undefined)
    return derive(hiddenSize, Math.trunc(ratio.value * hiddenSize.value), 'mlp_ratio × width', nameIn(section, 'intermediate_size'));
  if (widthKeys.some((key) => isWritten(section, key)) || isWritten(section, 'mlp_ratio')) return undefined;
  if (type === 'qwen2_vl' && hiddenSize !== undefined)
    return derive(hiddenSize, 4 * hiddenSize.value, '4 × width', nameIn(section, 'intermediate_size'));
  return byClass(section, type, defaults?.width, 'intermediate_size');
}

function byClass(section: Section, type: string | undefined, value: number | undefined, key: string): Fact<number> | undefined {
  const derived = `the default of ${type ?? 'the config class'}`;
  return value === undefined ? undefined : deriveFromSection(section, value, derived, nameIn(section, key));
}

/** `vision_config.num_heads`, without the sections around the tower's own. */
function nameIn({ prefix }: Section, key: string): string {
  const own = prefix.slice(prefix.lastIndexOf('.') + 1);
  return own === '' ? key : `${own}.${key}`;
}
