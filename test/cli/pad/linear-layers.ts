import { fieldAt, int32, int64, randomFloats, randomWords, randomZeroPoints, valueAt } from './numbers.ts';
import { narrow, type Tensor } from './tensor-files.ts';

/** A matrix [out, in] of plain numbers. */
export interface Matrix {
  readonly outputs: number;
  readonly inputs: number;
  readonly at: (output: number, input: number) => number;
}

/** What is stored for one linear layer, by what stands after the layer's name. */
export type Stored = Readonly<Record<string, Tensor>>;

type Random = (below: number) => number;

/** A way of storing a linear layer, by the definition of the format and by nothing of the code that is tested. */
export interface Format {
  readonly make: (outputs: number, inputs: number, random: Random) => Stored;
  readonly dequantize: (stored: Stored) => Matrix;
  /** The part of one rank, as an engine cuts it: the outputs of gate and up, the inputs of down. */
  readonly slice: (stored: Stored, side: 'up' | 'down', rank: number, ranks: number) => Stored;
}

export function plainFormat(dtype: string): Format {
  return {
    make: (outputs, inputs, random) => ({ weight: randomFloats(dtype, [outputs, inputs], random) }),
    dequantize: ({ weight }) => matrixOf(need(weight)),
    slice: sliceBy({ weight: [0, 1] }),
  };
}

export function matrixOf(weight: Tensor): Matrix {
  const [outputs = 0, inputs = 0] = weight.shape;
  return { outputs, inputs, at: (output, input) => valueAt(weight, output * inputs + input) };
}

/** AutoAWQ gemm: column j of eight is in nibble [0, 4, 1, 5, 2, 6, 3, 7][j]. */
export function awqFormat(group: number): Format {
  const nibbleOf = [0, 4, 1, 5, 2, 6, 3, 7];
  return {
    make: (outputs, inputs, random) => ({
      qweight: randomWords([inputs, outputs / 8], random),
      qzeros: randomWords([inputs / group, outputs / 8], random),
      scales: randomFloats('F16', [inputs / group, outputs], random),
    }),
    dequantize: ({ qweight, qzeros, scales }) => {
      const [inputs = 0, words = 0] = need(qweight).shape;
      const at = (output: number, input: number): number => {
        const row = Math.floor(input / group);
        const nibble = nibbleOf[output % 8] ?? 0;
        const code = fieldAt(need(qweight), input * words + (output >> 3), nibble, 4);
        const zeroPoint = fieldAt(need(qzeros), row * words + (output >> 3), nibble, 4);
        return (code - zeroPoint) * valueAt(need(scales), row * words * 8 + output);
      };
      return { outputs: words * 8, inputs, at };
    },
    slice: sliceBy({ qweight: [1, 0], qzeros: [1, 0], scales: [1, 0] }),
  };
}

export interface GptqKind {
  readonly bits: 4 | 8;
  readonly version: 1 | 2;
  /** -1: one group. */
  readonly group: number;
  readonly actOrder: boolean;
}

export function gptqFormat({ bits, version, group, actOrder }: GptqKind): Format {
  const per = 32 / bits;
  return {
    make: (outputs, inputs, random) => {
      const groups = group < 0 ? 1 : inputs / group;
      const ids = Array.from({ length: inputs }, (_, input) => (group < 0 ? 0 : Math.floor(input / group)));
      const order = actOrder ? shuffled(ids, random) : ids;
      const middle = bits === 4 ? 0x88 - (version === 1 ? 0x11 : 0) : 0x80 - (version === 1 ? 1 : 0);
      const zeros = randomZeroPoints([groups, outputs / per], bits, random);
      return {
        qweight: randomWords([inputs / per, outputs], random),
        // One group for all inputs is known to be exact for symmetric codes alone.
        qzeros: group < 0 ? { ...zeros, data: zeros.data.map(() => middle) } : zeros,
        scales: randomFloats('F16', [groups, outputs], random),
        g_idx: int32(order),
      };
    },
    dequantize: ({ qweight, qzeros, scales, g_idx: ids }) => {
      const [rows = 0, outputs = 0] = need(qweight).shape;
      const at = (output: number, input: number): number => {
        const row = valueAt(need(ids), input);
        const code = fieldAt(need(qweight), Math.floor(input / per) * outputs + output, input % per, bits);
        const stored = fieldAt(need(qzeros), row * (outputs / per) + Math.floor(output / per), output % per, bits);
        return (code - (version === 1 ? stored + 1 : stored)) * valueAt(need(scales), row * outputs + output);
      };
      return { outputs, inputs: rows * per, at };
    },
    slice: (stored, side, rank, ranks) => {
      // With act-order, and with one group, every rank keeps all scales; otherwise its own groups, counted from its first.
      const keeps = side === 'down' && (actOrder || group < 0);
      const axes: Axes = { qweight: [1, 0], ...(side === 'up' ? { qzeros: [1, 0], scales: [1, 0] } : { g_idx: [0, 0] }) };
      const sliced = sliceBy(keeps ? axes : { ...axes, qzeros: [1, 0], scales: [1, 0] })(stored, side, rank, ranks);
      if (side === 'up' || keeps) return sliced;
      const ids = need(sliced.g_idx);
      const first = valueAt(ids, 0);
      return { ...sliced, g_idx: int32(Array.from({ length: ids.shape[0] ?? 0 }, (_, at) => valueAt(ids, at) - first)) };
    },
  };
}

export interface PackedKind {
  /** Infinity: one scale an output. */
  readonly group: number;
  readonly asymmetric: boolean;
  readonly groupIndex: boolean;
}

/** compressed-tensors pack-quantized, 4 bits: codes from -8 up, stored from 0 up. */
export function packedFormat({ group, asymmetric, groupIndex }: PackedKind): Format {
  return {
    make: (outputs, inputs, random) => {
      const groups = Number.isFinite(group) ? inputs / group : 1;
      const ids = Array.from({ length: inputs }, (_, input) => Math.floor(input / group));
      return {
        weight_packed: randomWords([outputs, inputs / 8], random),
        weight_scale: randomFloats('BF16', [outputs, groups], random),
        weight_shape: int64([outputs, inputs]),
        ...(asymmetric ? { weight_zero_point: randomWords([outputs / 8, groups], random) } : {}),
        ...(groupIndex ? { weight_g_idx: int32(shuffled(ids, random)) } : {}),
      };
    },
    dequantize: ({ weight_packed: packed, weight_scale: scale, weight_shape: shape, weight_zero_point: zeros, weight_g_idx: ids }) => {
      const [outputs = 0, words = 0] = need(packed).shape;
      const groups = need(scale).shape[1] ?? 0;
      const inputs = words * 8;
      if (shape && (valueAt(shape, 0) !== outputs || valueAt(shape, 1) !== inputs)) throw new Error('weight_shape');
      const at = (output: number, input: number): number => {
        const row = ids ? valueAt(ids, input) : Math.floor(input / (inputs / groups));
        const code = fieldAt(need(packed), output * words + (input >> 3), input & 7, 4) - 8;
        const zeroPoint = zeros ? fieldAt(zeros, (output >> 3) * groups + row, output & 7, 4) - 8 : 0;
        return (code - zeroPoint) * valueAt(need(scale), output * groups + row);
      };
      return { outputs, inputs, at };
    },
    slice: (stored, side, rank, ranks) => {
      const keeps = side === 'down' && (stored.weight_g_idx !== undefined || !Number.isFinite(group));
      const { weight_shape: _, ...rest } = stored;
      const groups: Axes = { weight_scale: [0, 1], ...(stored.weight_zero_point ? { weight_zero_point: [0, 1] } : {}) };
      const index: Axes = side === 'down' && stored.weight_g_idx ? { weight_g_idx: [0, 0] } : {};
      return sliceBy({ weight_packed: [0, 1], ...(keeps ? {} : groups), ...index })(rest, side, rank, ranks);
    },
  };
}

/** One byte a weight and a scale for the tensor, for each output, or for each block of so many rows and columns. */
export function scaledFormat(dtype: 'F8_E4M3' | 'I8', scales: 'tensor' | 'channel' | number): Format {
  const name = typeof scales === 'number' ? 'weight_scale_inv' : 'weight_scale';
  const blocks = (size: number): number => (typeof scales === 'number' ? Math.ceil(size / scales) : 1);
  return {
    make: (outputs, inputs, random) => ({
      weight: randomFloats(dtype, [outputs, inputs], random),
      [name]: randomFloats(
        'F32',
        scales === 'tensor' ? [1] : scales === 'channel' ? [outputs, 1] : [blocks(outputs), blocks(inputs)],
        random,
      ),
    }),
    dequantize: (stored) => {
      const plain = matrixOf(need(stored.weight));
      const scale = need(stored[name]);
      const columns = scale.shape[1] ?? 1;
      const at = (output: number, input: number): number => {
        if (scales === 'tensor') return plain.at(output, input) * valueAt(scale, 0);
        if (scales === 'channel') return plain.at(output, input) * valueAt(scale, output);
        return plain.at(output, input) * valueAt(scale, Math.floor(output / scales) * columns + Math.floor(input / scales));
      };
      return { ...plain, at };
    },
    slice: (stored, side, rank, ranks) => {
      const isWhole = scales === 'tensor' || (scales === 'channel' && side === 'down');
      return sliceBy({ weight: [0, 1], ...(isWhole ? {} : { [name]: [0, 1] }) })(stored, side, rank, ranks);
    },
  };
}

/** Axis along the outputs and along the inputs, for the tensors that are cut at all. */
type Axes = Readonly<Record<string, readonly [number, number]>>;

function sliceBy(axes: Axes): Format['slice'] {
  return (stored, side, rank, ranks) =>
    Object.fromEntries(
      Object.entries(stored).map(([name, tensor]) => {
        const axis = axes[name]?.[side === 'up' ? 0 : 1];
        return [name, axis === undefined ? tensor : narrow(tensor, axis, rank, ranks)];
      }),
    );
}

function need(tensor: Tensor | undefined): Tensor {
  if (!tensor) throw new Error('a tensor is missing');
  return tensor;
}

function shuffled(values: readonly number[], random: Random): readonly number[] {
  const left = [...values];
  return values.map(() => left.splice(random(left.length), 1)[0] ?? 0);
}
