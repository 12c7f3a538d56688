import { shapeKeys } from './decoder/decoder-section.ts';
import { memberOf } from './json/json-node.ts';
import { isWritten, type Section, textIn } from './section.ts';

/** Keys that say that a file is something else, whatever other words it has: diffusers, TensorRT-LLM, GPT-NeoX training, MLC, … */
const foreignKeys = [
  '_class_name',
  'builder_config',
  'plugin_config',
  'pretrained_config',
  'build_config',
  'pipe_parallel_size',
  'pipe-parallel-size',
  'model_parallel_size',
  'conv_template',
  'peft_type',
  'tokenizer_class_name',
  'compilerOptions',
  'server_parameters',
];

/** Enough of Transformers' own words for a file without `architectures` and `model_type`. */
const ownKeys = ['hidden_size', 'num_attention_heads', 'num_hidden_layers', 'vocab_size'];

/**
 * Whether a JSON object is a model's config, as Transformers and vLLM would take it. What is not certain is not one: tokenizer,
 * processor and generation configs, TensorRT-LLM's and diffusers' config.json have other words.
 */
export function isModelConfig(root: Section, decoder: Section): boolean {
  if (foreignKeys.some((key) => isWritten(root, key))) return false;
  if (isMistralParameters(root)) return true;
  const hasShape = shapeKeys.some((key) => isWritten(decoder, key));
  if (hasClassName(root)) return hasShape || isWritten(root, 'model_type') || isWritten(root, 'transformers_version');
  if (textIn(root, 'model_type') !== undefined) return hasShape || decoder.prefix !== '';
  if (textIn(decoder, 'model_type') !== undefined && decoder.prefix !== '') return hasShape;
  return !isWritten(root, 'architecture') && ownKeys.every((key) => isWritten(root, key));
}

/** `architectures` is a list of class names; other tools keep processor names under that word. */
function hasClassName(root: Section): boolean {
  const list = memberOf(root.object, 'architectures');
  return list?.kind === 'array' && list.items.some((item) => item.kind === 'string' && /^[A-Z]\w*[a-z]\w*$/.test(item.value));
}

/** Mistral's own format: params.json. */
function isMistralParameters(root: Section): boolean {
  return ['dim', 'n_layers', 'n_heads', 'hidden_dim', 'vocab_size'].every((key) => isWritten(root, key));
}
