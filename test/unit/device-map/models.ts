import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';

export interface Sizes {
  readonly hidden?: number;
  readonly layers?: number;
  readonly heads?: number;
  readonly keyValueHeads?: number;
  readonly width?: number;
  readonly vocabulary?: number;
}

/** A model of the Llama kind, or of the class and with the fields that `rest` names. */
export function modelOf(sizes: Sizes = {}, rest: object = {}): ModelConfig {
  const { hidden = 4096, layers = 32, heads = 32, keyValueHeads = 8, width = 14336, vocabulary = 128256 } = sizes;
  const config = {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: keyValueHeads,
    intermediate_size: width,
    vocab_size: vocabulary,
    tie_word_embeddings: false,
    torch_dtype: 'bfloat16',
    ...rest,
  };
  const read = readModelConfig('/m/config.json', JSON.stringify(config), new Map());
  if (read === undefined) throw new Error('no model');
  return read;
}
