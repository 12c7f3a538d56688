import { type DecoderDefaults, decoderDefaults } from '../class-defaults.ts';
import type { Fact } from '../fact.ts';
import { type Family, familyOf } from '../families.ts';
import { countIn, deriveFromSection, type Section, sectionIn, textIn } from '../section.ts';

/** The section that holds the decoder, with what is known of its family. */
export interface DecoderSection extends Section {
  readonly modelType: Fact<string> | undefined;
  readonly family: Family;
  /** What the config class takes for a key that is not there. */
  readonly defaults: DecoderDefaults;
}

const nested = [
  ['text_config'],
  ['llm_config'],
  ['thinker_config', 'text_config'],
  ['language_config'],
  ['transformer_layer_config'],
  ['decoder'],
  ['model'],
] as const;

/** Keys that only a decoder's own section has. */
export const shapeKeys = [
  'hidden_size',
  'num_attention_heads',
  'num_hidden_layers',
  'intermediate_size',
  'n_head',
  'n_heads',
  'n_embd',
  'n_layer',
  'n_layers',
  'num_layers',
  'd_model',
] as const;

/**
 * Where a model keeps its decoder: as Transformers' `get_text_config` finds it, with vLLM's renaming of `llm_config`, the
 * thinker of the Omni models, DeepSeek-VL's `language_config`, and the draft models' own places; else the top level.
 */
export function findDecoder(root: Section): DecoderSection {
  for (const path of nested) {
    let section: Section | undefined = root;
    for (const key of path) section = section && sectionIn(section, key);
    if (section !== undefined && isDecoder(section)) return decoderSection(section, root);
  }
  return decoderSection(root, root);
}

function isDecoder(section: Section): boolean {
  return shapeKeys.some((key) => section.object.members.has(key)) || isKnown(section);
}

function isKnown(section: Section): boolean {
  const type = textIn(section, 'model_type')?.value;
  return type !== undefined && Object.hasOwn(decoderDefaults, type);
}

function decoderSection(section: Section, root: Section): DecoderSection {
  const modelType = textIn(section, 'model_type') ?? typeByParent(section, root);
  const known = modelType !== undefined && Object.hasOwn(decoderDefaults, modelType.value) ? decoderDefaults[modelType.value] : undefined;
  const { path, prefix, object } = section;
  return { path, prefix, object, modelType, family: familyOf(modelType?.value), defaults: defaultsFor(known, prefix !== '') };
}

/** A text section without a type is of the class that its parent takes for it. */
function typeByParent(section: Section, root: Section): Fact<string> | undefined {
  const parent = textIn(root, 'model_type');
  const type = parent && textTypes.get(parent.value);
  if (section.prefix === '' || parent === undefined || type === undefined) return undefined;
  return { ...parent, value: type, derived: `the text part of ${parent.value}` };
}

const textTypes: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    llava: 'llama',
    llava_next: 'llama',
    mllama: 'mllama_text_model',
    llama4: 'llama4_text',
    gemma3: 'gemma3_text',
    gemma3n: 'gemma3n_text',
    gemma4: 'gemma4_text',
    qwen2_vl: 'qwen2_vl_text',
    qwen2_5_vl: 'qwen2_5_vl_text',
    qwen3_vl: 'qwen3_vl_text',
    qwen3_vl_moe: 'qwen3_vl_moe_text',
    glm4v: 'glm4v_text',
  }),
);

const none: DecoderDefaults = {};
const atTopLevel = new Map<DecoderDefaults, DecoderDefaults>();

/** At the top level Transformers writes every size itself, so that a missing one is a file half written, not a default. */
function defaultsFor(defaults: DecoderDefaults | undefined, isNested: boolean): DecoderDefaults {
  if (defaults === undefined) return none;
  if (isNested) return defaults;
  const known = atTopLevel.get(defaults);
  if (known !== undefined) return known;
  const { keyValueHeads, headDim, expertWidth, sharedWidth, experts, perToken, denseFirst, tied } = defaults;
  const kept = { keyValueHeads, headDim, expertWidth, sharedWidth, experts, perToken, denseFirst, tied };
  atTopLevel.set(defaults, kept);
  return kept;
}

/** A count by its keys, else what the config class takes. */
export function countOrDefault(
  section: DecoderSection,
  keys: readonly string[],
  fallback: number | undefined,
  least = 1,
): Fact<number> | undefined {
  const written = countIn(section, keys, least);
  if (written !== undefined || fallback === undefined || fallback < least || keys.some((key) => section.object.members.has(key)))
    return written;
  return deriveFromSection(section, fallback, `the default of ${section.modelType?.value ?? 'the config class'}`, keys[0]);
}
