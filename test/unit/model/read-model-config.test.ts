import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/model/fact.ts';
import { looksLikeModelConfig } from '../../../shared/model/looks-like-model.ts';
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

const text = `{
  "architectures": ["Qwen2VLForConditionalGeneration"],
  "model_type": "qwen2_vl",
  "hidden_size": 8192, // comment
  "num_attention_heads": 64,
  "num_key_value_heads": 8,
  "intermediate_size": 29568,
  "num_hidden_layers": 4,
  "layer_types": ["full_attention", "full_attention", "full_attention", "full_attention"],
  "vocab_size": 152064,
  "initializer_range": NaN,
  "quantization_config": {
    "quant_method": "awq", "bits": 4, "group_size": 128, "zero_point": true, "version": "gemm",
    "modules_to_not_convert": ["visual", "re:.*[0-9]\\\\.gate"]
  },
  "text_config": null,
  "vision_config": { "depth": 32, "embed_dim": 1280, "mlp_ratio": 4, "num_heads": 16 },
  "num_experts": 8, "num_experts_per_tok": 2,
}
`;

const read = (source: string): ModelConfig | undefined =>
  readModelConfig('config.json', source, new Map([['hf_quant_config.json', source]]));

/** Every fact in a config, wherever it is. */
function* factsIn(value: unknown): Generator<Fact<unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if ('span' in value && 'key' in value && 'value' in value) yield value as Fact<unknown>;
  for (const inner of Object.values(value)) yield* factsIn(inner);
}

describe('spans', () => {
  test('what the file says literally stands at its span', () => {
    const model = read(text);
    const literal = [...factsIn(model)].filter(({ derived }) => derived === undefined);
    expect(literal.length).toBeGreaterThan(15);
    for (const { span, value } of literal) {
      const there = text.slice(span.start, span.end);
      expect(JSON.parse(there)).toEqual(value);
    }
  });

  test('key paths lead there from the top', () => {
    const keys = [...factsIn(read(text))].map(({ key }) => key);
    expect(keys).toContain('vision_config.num_heads');
    expect(keys).toContain('quantization_config.group_size');
  });
});

describe('half typed', () => {
  test('every prefix of a config is read without a throw, with spans inside it', () => {
    for (let end = 0; end <= text.length; end++) checkSpans(text.slice(0, end));
  });

  test('what stands before the cursor is known', () => {
    const model = read(text.slice(0, text.indexOf('"num_hidden_layers"')));
    expect(model?.decoder.intermediateSize?.value).toBe(29568);
    expect(model?.decoder.layers).toBeUndefined();
  });
});

function checkSpans(source: string): void {
  const model = read(source);
  const spans = [...factsIn(model)].map(({ span }) => span);
  for (const problem of model?.problems ?? []) {
    spans.push(problem.span, ...(problem.related ? [problem.related.span] : []));
    expect(problem.message()).not.toBe('');
  }
  for (const { start, end } of spans)
    if (!(start >= 0 && start <= end && end <= source.length)) throw new Error(`span ${start}-${end} outside`);
}

describe('what is no model’s config', () => {
  const rows: readonly (readonly [name: string, text: string])[] = [
    ['nothing', ''],
    ['a list', '[{"model_type": "llama", "hidden_size": 4096}]'],
    ['a tokenizer’s', '{"tokenizer_class": "LlamaTokenizer", "model_max_length": 4096}'],
    ['a generation config', '{"bos_token_id": 1, "eos_token_id": 2, "transformers_version": "4.40.0"}'],
    ['a processor’s', '{"image_processor_type": "CLIPImageProcessor", "size": {"shortest_edge": 336}}'],
    ['a LoRA adapter’s', '{"peft_type": "LORA", "model_type": "llama", "num_attention_heads": 32, "r": 8}'],
    ['diffusers’', '{"_class_name": "UNet2DConditionModel", "num_attention_heads": 8, "architectures": null}'],
    [
      'TensorRT-LLM’s',
      '{"architecture": "LlamaForCausalLM", "hidden_size": 4096, "num_attention_heads": 32, "num_hidden_layers": 32, "vocab_size": 32000, "mapping": {}}',
    ],
    ['a build for several processors', '{"architectures": ["amd64", "arm64"], "name": "x"}'],
    ['a pooling module’s', '{"word_embedding_dimension": 1024, "pooling_mode_cls_token": true}'],
    ['MLC’s', '{"model_type": "llama", "quantization": "q4f16_1", "model_config": {"hidden_size": 4096}, "vocab_size": 32000}'],
    [
      'GPT-NeoX training',
      '{"pipe_parallel_size": 1, "num_layers": 24, "hidden_size": 2048, "num_attention_heads": 16, "num_hidden_layers": 24, "vocab_size": 1}',
    ],
  ];

  test.each(rows)('%s', (_name, source) => {
    expect(read(source)).toBeUndefined();
  });

  test('a first look passes every text that is read', () => {
    expect(looksLikeModelConfig(text)).toBe(true);
    expect(looksLikeModelConfig('{"editor.tabSize": 2}')).toBe(false);
  });

  test('Transformers’ own words are enough without architectures and model_type', () => {
    expect(
      read('{"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 100}')?.decoder.attentionHeads?.value,
    ).toBe(4);
  });
});
