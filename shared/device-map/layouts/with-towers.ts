import { decoderOfGemma3n, decoderOfLlama, type Layout, type Layouts, modelingFile } from './layout.ts';
import { decodersLikeLlama } from './like-llama.ts';

const projected = ['vision_tower', 'multi_modal_projector'];
const heard = ['audio_tower', 'multi_modal_projector'];
/** Classes that take any decoder, of which those named as Llama's are known. */
const anyDecoder: Partial<Layout> = { decoders: decodersLikeLlama };
/** Up to 4.57 Gemma 3's local attention has a rotary embedding of its own. */
const gemma3: Partial<Layout> = { rotary: ['rotary_emb', 'rotary_emb_local'], optional: ['rotary_emb_local'] };

/** When a class got its decoder under `model.language_model`. */
const renamings = {
  vision: { newer: '4.52 and newer', older: 'before 4.52' },
  audio: { newer: 'newer than 4.57', older: '4.57 and older' },
} as const;

/** Models with a vision or an audio tower. The names before 4.52 are those that `_checkpoint_conversion_mapping` of 4.57 leads to the new ones. */
export const withTowers: Layouts = {
  LlavaForConditionalGeneration: renamed('llava', projected, anyDecoder),
  LlavaNextForConditionalGeneration: renamed('llava_next', [...projected, 'image_newline'], anyDecoder),
  LlavaOnevisionForConditionalGeneration: renamed('llava_onevision', [...projected, 'image_newline'], anyDecoder),
  VipLlavaForConditionalGeneration: renamed('vipllava', projected, anyDecoder),
  VideoLlavaForConditionalGeneration: renamed('video_llava', ['video_tower', 'image_tower', 'multi_modal_projector'], anyDecoder),
  Mistral3ForConditionalGeneration: renamed('mistral3', projected, anyDecoder),
  PaliGemmaForConditionalGeneration: renamed('paligemma', projected, anyDecoder),
  AriaForConditionalGeneration: renamed('aria', projected, anyDecoder),
  AyaVisionForConditionalGeneration: renamed('aya_vision', projected, anyDecoder),
  InternVLForConditionalGeneration: renamed('internvl', projected, anyDecoder),
  Gemma3ForConditionalGeneration: renamed('gemma3', projected, gemma3),
  Gemma3nForConditionalGeneration: [
    {
      ...decoderOfGemma3n,
      root: 'model.language_model',
      towers: ['model.vision_tower', 'model.audio_tower', 'model.embed_vision', 'model.embed_audio'],
      source: modelingFile('gemma3n'),
    },
  ],
  MllamaForConditionalGeneration: renamed('mllama', ['vision_model', 'multi_modal_projector'], {}),
  Llama4ForConditionalGeneration: [wholeDecoder('llama4', ['vision_model', 'multi_modal_projector'], {})],
  Qwen2AudioForConditionalGeneration: renamed('qwen2_audio', heard, anyDecoder, renamings.audio),
  VoxtralForConditionalGeneration: renamed('voxtral', heard, anyDecoder, renamings.audio),
  Idefics2ForConditionalGeneration: [withTextModel('idefics2')],
  Idefics3ForConditionalGeneration: [withTextModel('idefics3')],
  SmolVLMForConditionalGeneration: [withTextModel('smolvlm')],
  Qwen2VLForConditionalGeneration: visualRenamed('qwen2_vl'),
  Qwen2_5_VLForConditionalGeneration: visualRenamed('qwen2_5_vl'),
  Qwen3VLForConditionalGeneration: [withVisual('qwen3_vl')],
  Qwen3VLMoeForConditionalGeneration: [withVisual('qwen3_vl_moe')],
  Qwen3_5ForConditionalGeneration: [withVisual('qwen3_5')],
  Qwen3_5MoeForConditionalGeneration: [withVisual('qwen3_5_moe')],
  Glm4vForConditionalGeneration: [withVisual('glm4v')],
  Glm4vMoeForConditionalGeneration: [withVisual('glm4v_moe')],
};

/** The decoder without its head under `model.language_model`, the towers under `model`; before, the decoder with its head beside the towers. */
function renamed(
  folder: string,
  towers: readonly string[],
  more: Partial<Layout>,
  { newer, older }: { readonly newer: string; readonly older: string } = renamings.vision,
): readonly Layout[] {
  return [
    {
      ...decoderOfLlama,
      root: 'model.language_model',
      towers: towers.map((name) => `model.${name}`),
      releases: newer,
      source: modelingFile(folder),
      ...more,
    },
    { ...wholeDecoder(folder, towers, more), releases: older },
  ];
}

function wholeDecoder(folder: string, towers: readonly string[], more: Partial<Layout>): Layout {
  return {
    ...decoderOfLlama,
    root: 'language_model.model',
    head: 'language_model.lm_head',
    towers,
    source: modelingFile(folder),
    ...more,
  };
}

function withTextModel(folder: string): Layout {
  return {
    ...decoderOfLlama,
    root: 'model.text_model',
    towers: ['model.vision_model', 'model.connector'],
    source: modelingFile(folder),
    ...anyDecoder,
  };
}

function withVisual(folder: string): Layout {
  return { ...decoderOfLlama, root: 'model.language_model', towers: ['model.visual'], source: modelingFile(folder) };
}

/** Qwen's models with a tower kept the decoder at `model` before 4.52. */
function visualRenamed(folder: string): readonly Layout[] {
  const { newer, older } = renamings.vision;
  return [
    { ...withVisual(folder), releases: newer },
    { ...decoderOfLlama, root: 'model', towers: ['visual'], releases: older, source: modelingFile(folder) },
  ];
}
