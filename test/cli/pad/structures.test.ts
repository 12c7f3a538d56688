import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runCli } from '../run-cli.ts';
import { type Matrix, matrixOf } from './linear-layers.ts';
import { forward, type Mlp, openGate } from './mlp-forward.ts';
import { randomFloats, randomFrom, valueAt } from './numbers.ts';
import { cut, narrow, readModel, type Tensor, type Tensors, writeModel } from './tensor-files.ts';

const hidden = 32;
const from = 56;
const to = 64;

/** Where the MLPs of a family lie, in tensors and in its config. */
interface Structure {
  readonly name: string;
  readonly config: object;
  /** Tensors by name, with their shapes. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Every MLP, of one rank. */
  readonly mlps: (tensors: Tensors, rank: number, ranks: number) => readonly Mlp[];
  readonly arguments?: readonly string[];
  /** Width of the padded MLPs, where it is not `to`. */
  readonly width?: number;
  /** What is changed in the config, by dotted key. */
  readonly written: Readonly<Record<string, number>>;
}

const base = {
  hidden_size: hidden,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  num_hidden_layers: 1,
  vocab_size: 48,
  torch_dtype: 'bfloat16',
};
const dense = { ...base, intermediate_size: from };
const written = { intermediate_size: to };
const layer = 'model.layers.0';

const phi3: Structure = {
  name: 'Phi-3: gate and up in one matrix, one half after the other',
  config: { ...dense, model_type: 'phi3', architectures: ['Phi3ForCausalLM'] },
  shapes: { [`${layer}.mlp.gate_up_proj.weight`]: [2 * from, hidden], [`${layer}.mlp.down_proj.weight`]: [hidden, from] },
  mlps: (tensors, rank, ranks) => {
    const [gate, up] = halvesOf(need(tensors, `${layer}.mlp.gate_up_proj.weight`), 0);
    return [
      {
        gate: matrixOf(narrow(gate, 0, rank, ranks)),
        up: matrixOf(narrow(up, 0, rank, ranks)),
        down: matrixOf(narrow(need(tensors, `${layer}.mlp.down_proj.weight`), 1, rank, ranks)),
      },
    ];
  },
  written,
};

const starcoder: Structure = {
  name: 'StarCoder2: no gate, biases',
  config: { ...dense, model_type: 'starcoder2', architectures: ['Starcoder2ForCausalLM'] },
  shapes: {
    [`${layer}.mlp.c_fc.weight`]: [from, hidden],
    [`${layer}.mlp.c_fc.bias`]: [from],
    [`${layer}.mlp.c_proj.weight`]: [hidden, from],
    [`${layer}.mlp.c_proj.bias`]: [hidden],
  },
  mlps: (tensors, rank, ranks) => [
    {
      up: matrixOf(narrow(need(tensors, `${layer}.mlp.c_fc.weight`), 0, rank, ranks)),
      upBias: narrow(need(tensors, `${layer}.mlp.c_fc.bias`), 0, rank, ranks),
      down: matrixOf(narrow(need(tensors, `${layer}.mlp.c_proj.weight`), 1, rank, ranks)),
      downBias: need(tensors, `${layer}.mlp.c_proj.bias`),
    },
  ],
  written,
};

const gated = (prefix: string, names = ['gate_proj', 'up_proj', 'down_proj'], width = from) =>
  Object.fromEntries(names.map((name, at) => [`${prefix}.${name}.weight`, at === 2 ? [hidden, width] : [width, hidden]]));

const gatedMlp = (tensors: Tensors, prefix: string, rank: number, ranks: number, names = ['gate_proj', 'up_proj', 'down_proj']): Mlp => {
  const part = (at: number, axis: number): Matrix => matrixOf(narrow(need(tensors, `${prefix}.${names[at]}.weight`), axis, rank, ranks));
  return { gate: part(0, 0), up: part(1, 0), down: part(2, 1) };
};

const mixtral: Structure = {
  name: 'Mixtral: experts w1, w3, w2 of intermediate_size',
  config: { ...dense, model_type: 'mixtral', architectures: ['MixtralForCausalLM'], num_local_experts: 2, num_experts_per_tok: 1 },
  shapes: {
    [`${layer}.block_sparse_moe.gate.weight`]: [2, hidden],
    ...gated(`${layer}.block_sparse_moe.experts.0`, ['w1', 'w3', 'w2']),
    ...gated(`${layer}.block_sparse_moe.experts.1`, ['w1', 'w3', 'w2']),
  },
  mlps: (tensors, rank, ranks) =>
    [0, 1].map((expert) => gatedMlp(tensors, `${layer}.block_sparse_moe.experts.${expert}`, rank, ranks, ['w1', 'w3', 'w2'])),
  written,
};

const experts = { num_experts: 2, num_experts_per_tok: 1, moe_intermediate_size: from };

const qwenMoe: Structure = {
  name: 'Qwen2-MoE: routed and shared experts by their own keys, the dense width stays',
  config: {
    ...base,
    ...experts,
    intermediate_size: 96,
    shared_expert_intermediate_size: 40,
    model_type: 'qwen2_moe',
    architectures: ['Qwen2MoeForCausalLM'],
  },
  shapes: {
    [`${layer}.mlp.gate.weight`]: [2, hidden],
    [`${layer}.mlp.shared_expert_gate.weight`]: [1, hidden],
    ...gated(`${layer}.mlp.experts.0`),
    ...gated(`${layer}.mlp.experts.1`),
    ...gated(`${layer}.mlp.shared_expert`, undefined, 40),
  },
  arguments: ['--to', `moe_intermediate_size=${to}`, '--to', `shared_expert_intermediate_size=${to}`],
  mlps: (tensors, rank, ranks) =>
    ['experts.0', 'experts.1', 'shared_expert'].map((name) => gatedMlp(tensors, `${layer}.mlp.${name}`, rank, ranks)),
  written: { moe_intermediate_size: to, shared_expert_intermediate_size: to, intermediate_size: 96 },
};

const deepseek: Structure = {
  name: 'DeepSeek: shared experts of twice the routed width have no key of their own',
  config: {
    ...base,
    ...experts,
    n_routed_experts: 2,
    n_shared_experts: 2,
    first_k_dense_replace: 0,
    intermediate_size: 96,
    model_type: 'deepseek_v3',
    architectures: ['DeepseekV3ForCausalLM'],
  },
  shapes: {
    [`${layer}.mlp.gate.weight`]: [2, hidden],
    [`${layer}.mlp.gate.e_score_correction_bias`]: [2],
    ...gated(`${layer}.mlp.experts.0`),
    ...gated(`${layer}.mlp.experts.1`),
    ...gated(`${layer}.mlp.shared_experts`, undefined, 2 * from),
  },
  arguments: ['--to', `moe_intermediate_size=${to}`],
  width: 2 * to,
  mlps: (tensors, rank, ranks) => [gatedMlp(tensors, `${layer}.mlp.shared_experts`, rank, ranks)],
  written: { moe_intermediate_size: to, intermediate_size: 96 },
};

/** Experts in one tensor: [experts, in, 2 × width] and [experts, width, out]. */
const stack = (prefix: string) => ({
  [`${prefix}.gate_up_proj`]: [2, hidden, 2 * from],
  [`${prefix}.down_proj`]: [2, from, hidden],
});

const stackedMlps =
  (
    prefix: string,
    split: (tensor: Tensor, axis: number) => readonly [Tensor, Tensor],
    more: (tensors: Tensors, expert: number) => Partial<Mlp>,
  ) =>
  (tensors: Tensors, rank: number, ranks: number): readonly Mlp[] =>
    [0, 1].map((expert) => {
      const [gate, up] = split(expertOf(need(tensors, `${prefix}.gate_up_proj`), expert), 1);
      const down = expertOf(need(tensors, `${prefix}.down_proj`), expert);
      return {
        gate: transposed(matrixOf(narrow(gate, 1, rank, ranks))),
        up: transposed(matrixOf(narrow(up, 1, rank, ranks))),
        down: transposed(matrixOf(narrow(down, 0, rank, ranks))),
        ...biasPart(more(tensors, expert), rank, ranks),
      };
    });

const qwenVlMoe: Structure = {
  name: 'Qwen3-VL-MoE: experts in one tensor, in halves',
  config: {
    model_type: 'qwen3_vl_moe',
    architectures: ['Qwen3VLMoeForConditionalGeneration'],
    text_config: { ...base, ...experts, intermediate_size: 96, model_type: 'qwen3_vl_moe_text' },
  },
  shapes: { 'model.language_model.layers.0.mlp.gate.weight': [2, hidden], ...stack('model.language_model.layers.0.mlp.experts') },
  arguments: ['--to', `text_config.moe_intermediate_size=${to}`],
  mlps: stackedMlps('model.language_model.layers.0.mlp.experts', halvesOf, () => ({})),
  written: { 'text_config.moe_intermediate_size': to },
};

const gptOss: Structure = {
  name: 'gpt-oss: experts in one tensor, gate and up in turn, with biases',
  config: { ...dense, model_type: 'gpt_oss', architectures: ['GptOssForCausalLM'], num_local_experts: 2, num_experts_per_tok: 1 },
  shapes: {
    [`${layer}.mlp.router.weight`]: [2, hidden],
    ...stack(`${layer}.mlp.experts`),
    [`${layer}.mlp.experts.gate_up_proj_bias`]: [2, 2 * from],
    [`${layer}.mlp.experts.down_proj_bias`]: [2, hidden],
  },
  mlps: stackedMlps(`${layer}.mlp.experts`, pairsOf, (tensors, expert) => {
    const [gateBias, upBias] = pairsOf(expertOf(need(tensors, `${layer}.mlp.experts.gate_up_proj_bias`), expert), 0);
    return { gateBias, upBias, downBias: expertOf(need(tensors, `${layer}.mlp.experts.down_proj_bias`), expert), act: openGate };
  }),
  written,
};

const vision: Structure = {
  name: 'Qwen2.5-VL: the vision tower’s own width, with biases',
  config: {
    ...base,
    intermediate_size: 96,
    model_type: 'qwen2_5_vl',
    architectures: ['Qwen2_5_VLForConditionalGeneration'],
    vision_config: { model_type: 'qwen2_5_vl', hidden_size: hidden, num_heads: 8, depth: 1, intermediate_size: from },
  },
  shapes: {
    ...gated('visual.blocks.0.mlp'),
    ...Object.fromEntries(
      ['gate_proj', 'up_proj', 'down_proj'].map((name, at) => [`visual.blocks.0.mlp.${name}.bias`, [at === 2 ? hidden : from]]),
    ),
    'visual.merger.mlp.0.weight': [from, from],
    ...gated(`${layer}.mlp`, undefined, 96),
  },
  arguments: ['--to', `vision_config.intermediate_size=${to}`],
  mlps: (tensors, rank, ranks) => [
    {
      ...gatedMlp(tensors, 'visual.blocks.0.mlp', rank, ranks),
      gateBias: narrow(need(tensors, 'visual.blocks.0.mlp.gate_proj.bias'), 0, rank, ranks),
      upBias: narrow(need(tensors, 'visual.blocks.0.mlp.up_proj.bias'), 0, rank, ranks),
      downBias: need(tensors, 'visual.blocks.0.mlp.down_proj.bias'),
    },
  ],
  written: { 'vision_config.intermediate_size': to, intermediate_size: 96 },
};

const structures = [phi3, starcoder, mixtral, qwenMoe, deepseek, qwenVlMoe, gptOss, vision];

describe.each(['appended', 'interleaved'])('%s', (layout) => {
  test.each(structures)('$name', async ({ config, shapes, mlps, arguments: own = ['--to', String(to)], width = to, written: keys }) => {
    const folder = folderWith({});
    const random = randomFrom(11);
    const tensors = new Map(Object.entries(shapes).map(([name, shape]) => [name, randomFloats('BF16', shape, random)]));
    writeModel(path.join(folder, 'old'), config, tensors);
    const { code, errors } = await runCli(folder, ['pad', 'old', '--out', 'new', '--layout', layout, ...own]);
    expect([code, errors]).toEqual([0, '']);
    const [before, after] = [readModel(path.join(folder, 'old')), readModel(path.join(folder, 'new'))];
    const input = Array.from({ length: hidden }, () => valueAt(randomFloats('F32', [1], random), 0));
    const expected = mlps(before, 0, 1).map((mlp) => forward([mlp], input));
    for (const ranks of [1, 2, 4, 8]) {
      const parts = Array.from({ length: ranks }, (_, rank) => mlps(after, rank, ranks));
      expect(parts[0]?.at(-1)?.up.outputs).toBe(width / ranks);
      expect(
        expected.map((_, at) =>
          forward(
            parts.flatMap((of) => of[at] ?? []),
            input,
          ),
        ),
      ).toEqual(expected);
    }
    const newConfig: unknown = JSON.parse(readFileSync(path.join(folder, 'new', 'config.json'), 'utf8'));
    for (const [key, value] of Object.entries(keys)) expect(newConfig).toHaveProperty(key, value);
  });
});

function need(tensors: Tensors, name: string): Tensor {
  const found = tensors.get(name);
  if (!found) throw new Error(name);
  return found;
}

function halvesOf(tensor: Tensor, axis: number): readonly [Tensor, Tensor] {
  const side = tensor.shape[axis] ?? 0;
  return [cut(tensor, axis, 0, side / 2), cut(tensor, axis, side / 2, side)];
}

/** The even and the odd indexes of an axis. */
function pairsOf(tensor: Tensor, axis: number): readonly [Tensor, Tensor] {
  const side = tensor.shape[axis] ?? 0;
  const every = (first: number): Tensor => {
    const parts = Array.from({ length: side / 2 }, (_, pair) => cut(tensor, axis, 2 * pair + first, 2 * pair + first + 1));
    return joined(parts, axis);
  };
  return [every(0), every(1)];
}

function joined(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw new Error('no parts');
  const rows = first.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const bytes = first.data.length / rows;
  const data = Array.from({ length: rows }, (_, row) => parts.map((part) => part.data.subarray(row * bytes, (row + 1) * bytes))).flat();
  return { ...first, shape: first.shape.map((side, at) => (at === axis ? side * parts.length : side)), data: Buffer.concat(data) };
}

function expertOf(tensor: Tensor, expert: number): Tensor {
  const one = cut(tensor, 0, expert, expert + 1);
  return { ...one, shape: one.shape.slice(1) };
}

function transposed({ outputs, inputs, at }: Matrix): Matrix {
  return { outputs: inputs, inputs: outputs, at: (output, input) => at(input, output) };
}

function biasPart({ gateBias, upBias, ...rest }: Partial<Mlp>, rank: number, ranks: number): Partial<Mlp> {
  return {
    ...rest,
    ...(gateBias ? { gateBias: narrow(gateBias, 0, rank, ranks) } : {}),
    ...(upBias ? { upBias: narrow(upBias, 0, rank, ranks) } : {}),
  };
}
