import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, runCli } from '../run-cli.ts';
import { awqFormat, type Format, gptqFormat, packedFormat, plainFormat, type Stored, scaledFormat } from './linear-layers.ts';
import { forward, type Mlp } from './mlp-forward.ts';
import { randomFloats, randomFrom, valueAt } from './numbers.ts';
import { readModel, type Tensor, type Tensors, writeModel } from './tensor-files.ts';

const hidden = 64;
const layers = 2;

interface Case {
  readonly name: string;
  readonly format: Format;
  readonly quantization?: object;
  readonly from?: number;
  readonly arguments?: readonly string[];
  readonly biases?: boolean;
}

const gptq = (bits: 4 | 8, version: 1 | 2, actOrder: boolean, group = 32): Case => ({
  name: `GPTQ int${bits} v${version}${actOrder ? ' desc_act' : ''}${group < 0 ? ' one group' : ''}`,
  format: gptqFormat({ bits, version, group, actOrder }),
  quantization: {
    quant_method: 'gptq',
    bits,
    group_size: group,
    desc_act: actOrder,
    sym: group < 0,
    ...(version === 2 ? { checkpoint_format: 'gptq_v2' } : {}),
  },
});

const packed = (name: string, group: number, asymmetric: boolean, groupIndex: boolean): Case => ({
  name: `compressed-tensors int4 ${name}`,
  format: packedFormat({ group, asymmetric, groupIndex }),
  quantization: {
    quant_method: 'compressed-tensors',
    format: 'pack-quantized',
    config_groups: {
      group_0: {
        targets: ['Linear'],
        weights: Number.isFinite(group)
          ? { num_bits: 4, type: 'int', strategy: 'group', group_size: group, symmetric: !asymmetric }
          : { num_bits: 4, type: 'int', strategy: 'channel', symmetric: true },
      },
    },
  },
});

const floats = (scales: 'tensor' | 'channel', dtype: 'F8_E4M3' | 'I8'): Case => ({
  name: `compressed-tensors ${dtype} per ${scales}`,
  format: scaledFormat(dtype, scales),
  quantization: {
    quant_method: 'compressed-tensors',
    format: dtype === 'I8' ? 'int-quantized' : 'float-quantized',
    config_groups: {
      group_0: { targets: ['Linear'], weights: { num_bits: 8, type: dtype === 'I8' ? 'int' : 'float', strategy: scales, symmetric: true } },
    },
  },
});

const blocks = { quant_method: 'fp8', activation_scheme: 'dynamic', weight_block_size: [32, 32] };
const interleaved = ['--layout', 'interleaved'];

const cases: readonly Case[] = [
  { name: 'BF16 appended', format: plainFormat('BF16') },
  { name: 'BF16 interleaved', format: plainFormat('BF16'), arguments: interleaved },
  { name: 'F16 with biases', format: plainFormat('F16'), biases: true },
  { name: 'F16 with biases, interleaved', format: plainFormat('F16'), biases: true, arguments: interleaved },
  { name: 'F32', format: plainFormat('F32'), from: 201 },
  { name: 'F32 interleaved', format: plainFormat('F32'), from: 201, arguments: interleaved },
  {
    name: 'AWQ gemm',
    format: awqFormat(32),
    quantization: { quant_method: 'awq', bits: 4, group_size: 32, zero_point: true, version: 'gemm' },
    biases: true,
  },
  gptq(4, 1, false),
  gptq(4, 2, false),
  gptq(8, 1, false),
  gptq(8, 2, false),
  gptq(4, 1, true),
  gptq(8, 2, true),
  gptq(4, 1, false, -1),
  packed('in groups', 32, false, false),
  packed('in groups, asymmetric', 32, true, false),
  packed('with act-order', 32, false, true),
  packed('per channel', Number.POSITIVE_INFINITY, false, false),
  { name: 'FP8 blocks', format: scaledFormat('F8_E4M3', 32), quantization: blocks },
  { name: 'FP8 blocks, the last not full', format: scaledFormat('F8_E4M3', 32), quantization: blocks, from: 208 },
  {
    name: 'FP8 per tensor',
    format: scaledFormat('F8_E4M3', 'tensor'),
    quantization: { quant_method: 'fp8', activation_scheme: 'dynamic' },
    from: 200,
  },
  floats('channel', 'F8_E4M3'),
  floats('tensor', 'F8_E4M3'),
  floats('channel', 'I8'),
];

const to = 256;

describe('a padded checkpoint gives the outputs of the old one, bit for bit', () => {
  test.each(cases)('$name', async ({ format, quantization, from = 224, arguments: more = [], biases = false }) => {
    const folder = folderWith({});
    const random = randomFrom(7);
    writeModel(path.join(folder, 'old'), configOf(from, quantization), tensorsOf(format, from, biases, random), 3);
    const { code, errors } = await runCli(folder, ['pad', 'old', '--to', String(to), '--out', 'new', ...more]);
    expect([code, errors]).toEqual([0, '']);
    const [before, after] = [readModel(path.join(folder, 'old')), readModel(path.join(folder, 'new'))];
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    const input = Array.from({ length: hidden }, () => valueAt(randomFloats('F32', [1], random), 0));
    for (let layer = 0; layer < layers; layer++) {
      const expected = forward([mlpOf(before, layer, format, 0, 1)], input);
      expect(expected.some((value) => value !== 0)).toBe(true);
      for (const ranks of [1, 2, 4, 8]) {
        const parts = Array.from({ length: ranks }, (_, rank) => mlpOf(after, layer, format, rank, ranks));
        expect(parts.map(({ up }) => up.outputs)).toEqual(parts.map(() => to / ranks));
        expect(forward(parts, input)).toEqual(expected);
      }
    }
  });
});

function configOf(width: number, quantization: object | undefined): object {
  return {
    architectures: ['Qwen2ForCausalLM'],
    model_type: 'qwen2',
    hidden_size: hidden,
    intermediate_size: width,
    num_attention_heads: 8,
    num_key_value_heads: 8,
    num_hidden_layers: layers,
    vocab_size: 32,
    torch_dtype: 'bfloat16',
    ...(quantization ? { quantization_config: quantization } : {}),
  };
}

function tensorsOf(format: Format, width: number, biases: boolean, random: (below: number) => number): Tensors {
  const tensors = new Map<string, Tensor>([['model.embed_tokens.weight', randomFloats('BF16', [32, hidden], random)]]);
  for (let layer = 0; layer < layers; layer++) {
    const name = `model.layers.${layer}`;
    tensors.set(`${name}.input_layernorm.weight`, randomFloats('BF16', [hidden], random));
    for (const projection of ['gate_proj', 'up_proj', 'down_proj']) {
      const [outputs, inputs] = projection === 'down_proj' ? [hidden, width] : [width, hidden];
      for (const [parameter, tensor] of Object.entries(format.make(outputs, inputs, random)))
        tensors.set(`${name}.mlp.${projection}.${parameter}`, tensor);
      if (biases) tensors.set(`${name}.mlp.${projection}.bias`, randomFloats('F16', [outputs], random));
    }
  }
  return tensors;
}

function mlpOf(tensors: Tensors, layer: number, format: Format, rank: number, ranks: number): Mlp {
  const part = (projection: string, side: 'up' | 'down') =>
    format.slice(storedOf(tensors, `model.layers.${layer}.mlp.${projection}.`), side, rank, ranks);
  const bias = (projection: string): Tensor | undefined => tensors.get(`model.layers.${layer}.mlp.${projection}.bias`);
  const biasPart = (projection: string): Tensor | undefined => {
    const whole = bias(projection);
    return whole && plainSlice(whole, rank, ranks);
  };
  return {
    gate: format.dequantize(part('gate_proj', 'up')),
    up: format.dequantize(part('up_proj', 'up')),
    down: format.dequantize(part('down_proj', 'down')),
    ...given('gateBias', biasPart('gate_proj')),
    ...given('upBias', biasPart('up_proj')),
    ...given('downBias', bias('down_proj')),
  };
}

function storedOf(tensors: Tensors, prefix: string): Stored {
  const own = [...tensors].filter(([name]) => name.startsWith(prefix) && !name.endsWith('.bias'));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

function plainSlice(tensor: Tensor, rank: number, ranks: number): Tensor {
  const count = (tensor.shape[0] ?? 0) / ranks;
  const bytes = tensor.data.length / ranks;
  return { ...tensor, shape: [count], data: tensor.data.subarray(rank * bytes, (rank + 1) * bytes) };
}

function given(name: string, tensor: Tensor | undefined): Record<string, Tensor> {
  return tensor ? { [name]: tensor } : {};
}
