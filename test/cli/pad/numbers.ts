import { itemBytes, type Tensor } from './tensor-files.ts';

/** Numbers that are the same in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Floats of a type with every sign and mantissa and sizes around one; never a zero, so that nothing is right by chance. */
export function randomFloats(dtype: string, shape: readonly number[], random: (below: number) => number): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const data = Buffer.alloc(count * itemBytes(dtype));
  for (let at = 0; at < count; at++) {
    if (dtype === 'F32') data.writeFloatLE((random(2) * 2 - 1) * (0.05 + random(1 << 23) / (1 << 23)), at * 4);
    if (dtype === 'F16') data.writeUInt16LE((random(2) << 15) | ((9 + random(6)) << 10) | random(1 << 10), at * 2);
    if (dtype === 'BF16') data.writeUInt16LE((random(2) << 15) | ((121 + random(6)) << 7) | random(1 << 7), at * 2);
    if (dtype === 'F8_E4M3') data[at] = (random(2) << 7) | (1 + random(0x7d));
    if (dtype === 'I8') data.writeInt8(random(254) - 127 || 1, at);
  }
  return { dtype, shape, data };
}

export function randomWords(shape: readonly number[], random: (below: number) => number): Tensor {
  const count = shape.reduce((a, b) => a * b, 1);
  const data = Buffer.alloc(count * 4);
  for (let at = 0; at < data.length; at++) data[at] = random(256);
  return { dtype: 'I32', shape, data };
}

/** Every 4-bit or 8-bit field of the words from 1 to the largest but one: what v1 and v2 of GPTQ can both store. */
export function randomZeroPoints(shape: readonly number[], bits: number, random: (below: number) => number): Tensor {
  const { dtype, data } = randomWords(shape, random);
  for (let at = 0; at < data.length; at++) data[at] = bits === 8 ? 1 + random(254) : (1 + random(14)) | ((1 + random(14)) << 4);
  return { dtype, shape, data };
}

export function int32(values: readonly number[]): Tensor {
  const data = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    data.writeInt32LE(value, at * 4);
  });
  return { dtype: 'I32', shape: [values.length], data };
}

export function int64(values: readonly number[]): Tensor {
  const data = Buffer.alloc(values.length * 8);
  values.forEach((value, at) => {
    data.writeBigInt64LE(BigInt(value), at * 8);
  });
  return { dtype: 'I64', shape: [values.length], data };
}

/** The value of one element, by the definition of its type. */
export function valueAt({ dtype, data }: Tensor, at: number): number {
  const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  switch (dtype) {
    case 'F32':
      return bytes.readFloatLE(at * 4);
    case 'BF16':
      return floatOf(bytes.readUInt16LE(at * 2), 8, 7);
    case 'F16':
      return floatOf(bytes.readUInt16LE(at * 2), 5, 10);
    case 'F8_E4M3':
      return floatOf(bytes.readUInt8(at), 4, 3);
    case 'I8':
      return bytes.readInt8(at);
    case 'I32':
      return bytes.readInt32LE(at * 4);
    case 'I64':
      return Number(bytes.readBigInt64LE(at * 8));
    default:
      throw new Error(dtype);
  }
}

function floatOf(code: number, exponentBits: number, mantissaBits: number): number {
  const sign = code >> (exponentBits + mantissaBits) ? -1 : 1;
  const exponent = (code >> mantissaBits) & (2 ** exponentBits - 1);
  const mantissa = code & (2 ** mantissaBits - 1);
  const bias = 2 ** (exponentBits - 1) - 1;
  const isSmall = exponent === 0;
  return sign * 2 ** ((isSmall ? 1 : exponent) - bias) * ((isSmall ? 0 : 1) + mantissa / 2 ** mantissaBits);
}

/** A field of `bits` bits of a 32-bit word. */
export function fieldAt(words: Tensor, word: number, field: number, bits: number): number {
  return (valueAt(words, word) >>> (field * bits)) & (2 ** bits - 1);
}
