import { describe, expect, test } from 'vitest';
import { checkMap } from '../../../shared/device-map/check-map.ts';
import type { DeviceMap } from '../../../shared/device-map/device-map.ts';
import { layouts } from '../../../shared/device-map/module-layouts.ts';
import { moduleNamesOf } from '../../../shared/device-map/module-names.ts';
import { planBalanced } from '../../../shared/device-map/plan-map.ts';
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { modelOf } from './models.ts';

/** A file of Transformers; classes, the modules that a map must place (those that are optional after `?`), rotary embedding apart. */
type Row = readonly [file: string, architecture: string, modules: string, rotary?: string];

const rows: readonly Row[] = [
  ['llama', 'LlamaForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  ['mixtral', 'MixtralForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  ['qwen3_next', 'Qwen3NextForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  ['deepseek_v3', 'DeepseekV3ForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', '?model.rotary_emb'],
  ['gpt_oss', 'GptOssForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  ['glm4_moe', 'Glm4MoeForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  ['minimax_m2', 'MiniMaxM2ForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', '?model.rotary_emb'],
  ['phi', 'PhiForCausalLM', 'model.embed_tokens model.layers model.final_layernorm lm_head', 'model.rotary_emb'],
  ['persimmon', 'PersimmonForCausalLM', 'model.embed_tokens model.layers model.final_layernorm lm_head', 'model.rotary_emb'],
  ['jamba', 'JambaForCausalLM', 'model.embed_tokens model.layers model.final_layernorm lm_head'],
  ['mamba', 'MambaForCausalLM', 'backbone.embeddings backbone.layers backbone.norm_f lm_head'],
  ['lfm2', 'Lfm2ForCausalLM', 'model.embed_tokens model.layers model.embedding_norm lm_head', 'model.rotary_emb ?model.pos_emb'],
  ['gemma3', 'Gemma3ForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb ?model.rotary_emb_local'],
  ['olmo3', 'Olmo3ForCausalLM', 'model.embed_tokens model.layers model.norm lm_head', '?model.rotary_emb ?model.rotary_embs'],
  ['gpt2', 'GPT2LMHeadModel', 'transformer.wte transformer.wpe transformer.h transformer.ln_f lm_head'],
  ['gpt_bigcode', 'GPTBigCodeForCausalLM', 'transformer.wte transformer.wpe transformer.h transformer.ln_f lm_head'],
  ['gpt_neo', 'GPTNeoForCausalLM', 'transformer.wte transformer.wpe transformer.h transformer.ln_f lm_head'],
  ['gptj', 'GPTJForCausalLM', 'transformer.wte transformer.h transformer.ln_f lm_head'],
  ['codegen', 'CodeGenForCausalLM', 'transformer.wte transformer.h transformer.ln_f lm_head'],
  ['gpt_neox', 'GPTNeoXForCausalLM', 'gpt_neox.embed_in gpt_neox.layers gpt_neox.final_layer_norm lm_head', 'gpt_neox.rotary_emb'],
  ['falcon', 'FalconForCausalLM', 'transformer.word_embeddings transformer.h transformer.ln_f lm_head', '?transformer.rotary_emb'],
  ['bloom', 'BloomForCausalLM', 'transformer.word_embeddings transformer.word_embeddings_layernorm transformer.h transformer.ln_f lm_head'],
  [
    'opt',
    'OPTForCausalLM',
    'model.decoder.embed_tokens model.decoder.embed_positions ?model.decoder.project_in model.decoder.layers ?model.decoder.final_layer_norm ?model.decoder.project_out lm_head',
  ],
  ['mpt', 'MptForCausalLM', 'transformer.wte transformer.blocks transformer.norm_f lm_head'],
  ['dbrx', 'DbrxForCausalLM', 'transformer.wte transformer.blocks transformer.norm_f lm_head', '?transformer.rotary_emb'],
  [
    'gemma3n',
    'Gemma3nForCausalLM',
    'model.embed_tokens model.embed_tokens_per_layer model.per_layer_model_projection model.per_layer_projection_norm model.altup_projections model.layers model.altup_unembed_projections model.norm lm_head',
    'model.rotary_emb ?model.rotary_emb_local',
  ],
  [
    'llava',
    'LlavaForConditionalGeneration',
    'model.vision_tower model.multi_modal_projector model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
  [
    'llava_next',
    'LlavaNextForConditionalGeneration',
    'model.vision_tower model.multi_modal_projector model.image_newline model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
  [
    'llama4',
    'Llama4ForConditionalGeneration',
    'vision_model multi_modal_projector language_model.model.embed_tokens language_model.model.layers language_model.model.norm language_model.lm_head',
    'language_model.model.rotary_emb',
  ],
  [
    'mllama',
    'MllamaForConditionalGeneration',
    'model.vision_model model.multi_modal_projector model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
  [
    'idefics3',
    'Idefics3ForConditionalGeneration',
    'model.vision_model model.connector model.text_model.embed_tokens model.text_model.layers model.text_model.norm lm_head',
    'model.text_model.rotary_emb',
  ],
  [
    'qwen2_5_vl',
    'Qwen2_5_VLForConditionalGeneration',
    'model.visual model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
  [
    'qwen3_vl',
    'Qwen3VLForConditionalGeneration',
    'model.visual model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
  [
    'qwen2_audio',
    'Qwen2AudioForConditionalGeneration',
    'model.audio_tower model.multi_modal_projector model.language_model.embed_tokens model.language_model.layers model.language_model.norm lm_head',
    'model.language_model.rotary_emb',
  ],
];

/** The same of the releases before. */
const older: readonly Row[] = [
  ['gpt_neox', 'GPTNeoXForCausalLM', 'gpt_neox.embed_in gpt_neox.layers gpt_neox.final_layer_norm embed_out', 'gpt_neox.rotary_emb'],
  [
    'llava',
    'LlavaForConditionalGeneration',
    'vision_tower multi_modal_projector language_model.model.embed_tokens language_model.model.layers language_model.model.norm language_model.lm_head',
    'language_model.model.rotary_emb',
  ],
  ['qwen2_vl', 'Qwen2VLForConditionalGeneration', 'visual model.embed_tokens model.layers model.norm lm_head', 'model.rotary_emb'],
  [
    'mllama',
    'MllamaForConditionalGeneration',
    'vision_model multi_modal_projector language_model.model.embed_tokens language_model.model.layers language_model.model.norm language_model.lm_head',
    'language_model.model.rotary_emb',
  ],
];

/** Classes of code that checkpoints bring, with the `model_type` of their decoder. */
const ownCode: readonly (readonly [architecture: string, type: string, modules: string, rotary: string])[] = [
  ['QWenLMHeadModel', 'qwen', 'transformer.wte transformer.h transformer.ln_f lm_head', '?transformer.rotary_emb'],
  [
    'ChatGLMModel',
    'chatglm',
    'transformer.embedding ?transformer.rotary_pos_emb transformer.encoder.layers transformer.encoder.final_layernorm transformer.output_layer',
    '',
  ],
  ['InternLM2ForCausalLM', 'internlm2', 'model.tok_embeddings model.layers model.norm output', ''],
  ['BaichuanForCausalLM', 'baichuan', 'model.embed_tokens model.layers model.norm lm_head', ''],
  [
    'InternVLChatModel',
    'internlm2',
    'vision_model mlp1 language_model.model.tok_embeddings language_model.model.layers language_model.model.norm language_model.output',
    '',
  ],
  [
    'InternVLChatModel',
    'qwen2',
    'vision_model mlp1 language_model.model.embed_tokens language_model.model.layers language_model.model.norm language_model.lm_head',
    'language_model.model.rotary_emb',
  ],
];

function modulesOf(model: ModelConfig, release: number): readonly [modules: string, rotary: string, source: string] {
  const names = moduleNamesOf(model)[release];
  if (names === undefined) throw new Error('no such release');
  const marked = (modules: readonly string[]) => modules.map((name) => (names.optional.includes(name) ? `?${name}` : name)).join(' ');
  const { towers, embedding, layers, norm, head, rotary, source } = names;
  return [marked([...towers, ...embedding, layers, ...norm, head]), marked(rotary), source];
}

const ofClass = (architecture: string) => modelOf({}, { architectures: [architecture] });
const fileOf = (folder: string) => `${folder}/modeling_${folder}.py`;

for (const [release, table] of [rows, older].entries()) {
  for (const [folder, architecture, modules, rotary = ''] of table) {
    test(`${folder}: the modules of ${architecture}${release === 0 ? '' : ' before'}`, () => {
      expect(modulesOf(ofClass(architecture), release)).toEqual([modules, rotary, fileOf(folder)]);
    });
  }
}

test.each(ownCode)('%s with a decoder of type %s', (architecture, model_type, modules, rotary) => {
  expect(modulesOf(modelOf({}, { architectures: [architecture], model_type }), 0).slice(0, 2)).toEqual([modules, rotary]);
});

test('a class that takes any decoder is left alone with one that is named otherwise', () => {
  const llava = (model_type: string) =>
    modelOf({}, { architectures: ['LlavaForConditionalGeneration'], model_type: 'llava', text_config: { model_type } });
  expect(moduleNamesOf(llava('opt'))).toEqual([]);
  expect(moduleNamesOf(llava('mistral'))).toHaveLength(2);
});

const everyLayout = Object.entries(layouts).flatMap(([architecture, own = []]) => own.map((layout) => [architecture, layout] as const));

test.each(everyLayout)('%s: names are given once', (_architecture, layout) => {
  const placed = [...(layout.towers ?? []), ...[...layout.embedding, ...layout.norm, ...(layout.rotary ?? [])]];
  expect(new Set(placed).size).toBe(placed.length);
});

const nowhere = { start: 0, end: 0 };

function mapOf(devices: Iterable<readonly [string, number]>): DeviceMap {
  const entries = [...devices].map(([module, device]) => ({ module, device, moduleSpan: nowhere, deviceSpan: nowhere }));
  return { entries, complete: true, span: nowhere };
}

describe('every class that can be planned', () => {
  test.each(Object.keys(layouts))('%s', (architecture) => {
    const model = ofClass(architecture);
    const plan = planBalanced(
      model,
      [0, 0, 0].map((takenBytes) => ({ capacityBytes: undefined, takenBytes })),
    );
    if (typeof plan === 'string') throw new Error(plan);
    expect(checkMap(mapOf(plan.devices), model, 3)).toEqual([]);
  });
});

describe('what only some sizes have', () => {
  const opt = modelOf({ layers: 2 }, { architectures: ['OPTForCausalLM'], model_type: 'opt' });
  const small = ['embed_tokens', 'embed_positions', 'layers.0', 'layers.1'].map((name) => [`model.decoder.${name}`, 0] as const);

  test('is never missing', () => {
    expect(checkMap(mapOf([...small, ['lm_head', 0]]), opt, 1)).toEqual([]);
  });

  test('is known where it is given', () => {
    const more = ['project_in', 'project_out', 'final_layer_norm'].map((name) => [`model.decoder.${name}`, 0] as const);
    expect(checkMap(mapOf([...small, ...more, ['lm_head', 0]]), opt, 1)).toEqual([]);
  });

  test('does not hide what all have', () => {
    expect(checkMap(mapOf([...small.slice(1), ['lm_head', 0]]), opt, 1)).toMatchObject([{ kind: 'missing' }]);
  });
});

test('dropout behind the embedding has no weights, and may be placed', () => {
  const gpt2 = modelOf({ layers: 1 }, { architectures: ['GPT2LMHeadModel'], model_type: 'gpt2' });
  const names = ['wte', 'wpe', 'drop', 'h.0', 'ln_f'].map((name) => [`transformer.${name}`, 0] as const);
  expect(checkMap(mapOf([...names, ['lm_head', 0]]), gpt2, 1)).toEqual([]);
});

describe("InternVL's guide", () => {
  const model = modelOf(
    { layers: 4 },
    { architectures: ['InternVLChatModel'], model_type: 'internvl_chat', llm_config: llm(4), vision_config: {} },
  );

  function llm(layers: number): object {
    return {
      architectures: ['Qwen2ForCausalLM'],
      model_type: 'qwen2',
      hidden_size: 1024,
      num_hidden_layers: layers,
      num_attention_heads: 8,
      num_key_value_heads: 2,
      intermediate_size: 4096,
      vocab_size: 1000,
      tie_word_embeddings: false,
    };
  }

  const guide = [
    ...[0, 1, 1, 0].map((device, layer) => [`language_model.model.layers.${layer}`, device] as const),
    ...['vision_model', 'mlp1'].map((name) => [name, 0] as const),
    ...['model.tok_embeddings', 'model.embed_tokens', 'output', 'model.norm', 'lm_head'].map(
      (name) => [`language_model.${name}`, 0] as const,
    ),
  ];

  test('places the modules of all its decoders, and the last layer with the head', () => {
    expect(checkMap(mapOf([...guide, ['language_model.model.rotary_emb', 0]]), model, 2)).toEqual([]);
  });

  test('once left out the rotary embedding', () => {
    expect(checkMap(mapOf(guide), model, 2)).toMatchObject([{ kind: 'rotary' }]);
  });
});
