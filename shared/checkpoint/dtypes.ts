/** Bits of one element, by the name that a safetensors header has for its type; undefined for a name that is not known. */
export function bitsOf(dtype: string): number | undefined {
  return bits.get(dtype);
}

/** The bytes of 1.0 in a type that scales are stored in, little end first; undefined for any other type. */
export function oneOf(dtype: string): Uint8Array | undefined {
  const bytes = ones.get(dtype);
  return bytes && Uint8Array.from(bytes);
}

/** True for types that hold a weight as it is, without a scale beside it. */
export function isPlainFloat(dtype: string): boolean {
  return dtype === 'BF16' || dtype === 'F16' || dtype === 'F32' || dtype === 'F64';
}

const bits: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    F4: 4,
    F6_E2M3: 6,
    F6_E3M2: 6,
    BOOL: 8,
    U8: 8,
    I8: 8,
    F8_E4M3: 8,
    F8_E4M3FNUZ: 8,
    F8_E5M2: 8,
    F8_E5M2FNUZ: 8,
    F8_E8M0: 8,
    U16: 16,
    I16: 16,
    F16: 16,
    BF16: 16,
    U32: 32,
    I32: 32,
    F32: 32,
    U64: 64,
    I64: 64,
    F64: 64,
    C64: 64,
  }),
);

const ones: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries<readonly number[]>({
    F16: [0x00, 0x3c],
    BF16: [0x80, 0x3f],
    F32: [0x00, 0x00, 0x80, 0x3f],
    F64: [0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf0, 0x3f],
    F8_E4M3: [0x38],
    F8_E5M2: [0x3c],
    F8_E8M0: [0x7f],
  }),
);
