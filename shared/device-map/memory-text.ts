/** Units of Accelerate's `max_memory`: decimal, binary, and bits where the last letter is a small b (utils/modeling.py convert_file_size_to_int). */
const units: readonly (readonly [suffix: string, bytes: number])[] = [
  ['GIB', 2 ** 30],
  ['MIB', 2 ** 20],
  ['KIB', 2 ** 10],
  ['GB', 1e9],
  ['MB', 1e6],
  ['KB', 1e3],
];

/** Bytes of a size such as `24GiB`, `20000MB` or `8Gb` (bits); undefined for what Accelerate does not take. */
export function memoryBytes(text: string): number | undefined {
  const upper = text.trim().toUpperCase();
  for (const [suffix, bytes] of units) {
    if (!upper.endsWith(suffix)) continue;
    const number = Number(text.trim().slice(0, -suffix.length));
    if (!Number.isFinite(number) || text.trim().length === suffix.length || number < 0) return undefined;
    const isBits = suffix.length === 2 && text.trim().endsWith('b');
    return Math.floor((number * bytes) / (isBits ? 8 : 1));
  }
  return undefined;
}

/** `10.2 GB`, as cards and checkpoints are measured. */
export function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(bytes < 1e9 ? 2 : 1)} GB`;
}
