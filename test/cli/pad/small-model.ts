import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { randomFloats, randomFrom } from './numbers.ts';
import type { Tensor, Tensors } from './tensor-files.ts';

export const smallConfig = {
  architectures: ['Qwen2ForCausalLM'],
  model_type: 'qwen2',
  hidden_size: 64,
  intermediate_size: 200,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 2,
  vocab_size: 32,
  torch_dtype: 'bfloat16',
};

/** Two layers in BF16; `scale` times as wide in everything. */
export function smallTensors(scale = 1): Map<string, Tensor> {
  const random = randomFrom(3);
  const { hidden_size: hidden, intermediate_size: width } = smallConfig;
  const tensors = new Map<string, Tensor>();
  for (let layer = 0; layer < 2; layer++) {
    const floats = (...shape: number[]): Tensor =>
      randomFloats(
        'BF16',
        shape.map((side) => side * scale),
        random,
      );
    tensors.set(`model.layers.${layer}.self_attn.q_proj.weight`, floats(hidden, hidden));
    tensors.set(`model.layers.${layer}.mlp.gate_proj.weight`, floats(width, hidden));
    tensors.set(`model.layers.${layer}.mlp.up_proj.weight`, floats(width, hidden));
    tensors.set(`model.layers.${layer}.mlp.down_proj.weight`, floats(hidden, width));
  }
  return tensors;
}

/** Everything in a folder by name, with a hash of what it holds. */
export function hashesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    names.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest('hex'),
    ]),
  );
}

export function without(tensors: Tensors, ...names: readonly string[]): Tensors {
  return new Map([...tensors].filter(([name]) => !names.includes(name)));
}
