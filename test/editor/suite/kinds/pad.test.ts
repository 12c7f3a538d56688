import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { test } from '../harness.ts';
import { closeAll, file, open, until } from '../workspace.ts';

const config = {
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 64,
  intermediate_size: 96,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  num_hidden_layers: 1,
  vocab_size: 32,
  torch_dtype: 'bfloat16',
  tie_word_embeddings: false,
};

const layer = 'model.layers.0';
const shapes: Readonly<Record<string, readonly number[]>> = {
  'model.embed_tokens.weight': [32, 64],
  [`${layer}.input_layernorm.weight`]: [64],
  [`${layer}.post_attention_layernorm.weight`]: [64],
  ...Object.fromEntries(['q', 'k', 'v', 'o'].map((name) => [`${layer}.self_attn.${name}_proj.weight`, [64, 64]])),
  [`${layer}.mlp.gate_proj.weight`]: [96, 64],
  [`${layer}.mlp.up_proj.weight`]: [96, 64],
  [`${layer}.mlp.down_proj.weight`]: [64, 96],
  'model.norm.weight': [64],
  'lm_head.weight': [32, 64],
};

/** Two bytes for each number, all of them zero. */
function safetensors(): Buffer {
  let at = 0;
  const header: Record<string, object> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const end = at + 2 * shape.reduce((product, size) => product * size, 1);
    header[name] = { dtype: 'BF16', shape, data_offsets: [at, end] };
    at = end;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(at)]);
}

test('a checkpoint is padded to a new folder, whose config.json opens', async () => {
  // The extension is active once a launch is open.
  await open('deployment.yaml');
  const folder = file('checkpoint').fsPath;
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config, null, 2));
  writeFileSync(path.join(folder, 'model.safetensors'), safetensors());
  const out = `${folder}-128`;
  const argument = { config: vscode.Uri.file(path.join(folder, 'config.json')).toString(), key: 'intermediate_size', to: 128, folder, out };
  await vscode.commands.executeCommand('shardlint.padCheckpoint', argument);
  await until('the new config.json is open', () => vscode.window.activeTextEditor?.document.uri.fsPath === path.join(out, 'config.json'));
  assert.match(readFileSync(path.join(out, 'config.json'), 'utf8'), /"intermediate_size": 128/);
  const written = readFileSync(path.join(out, 'model.safetensors'));
  const header = JSON.parse(written.subarray(8, 8 + Number(written.readBigUInt64LE())).toString());
  assert.deepEqual(header[`${layer}.mlp.gate_proj.weight`].shape, [128, 64]);
  assert.deepEqual(header[`${layer}.mlp.down_proj.weight`].shape, [64, 128]);
  assert.deepEqual(
    readdirSync(path.dirname(folder)).filter((name) => name.endsWith('.partial')),
    [],
  );
  await closeAll();
});
