import { t } from '../text/localize.ts';
import { Refusal } from './refusal.ts';

/** Which file holds which tensor, for a checkpoint in several files. */
export interface CheckpointIndex {
  readonly fileOf: ReadonlyMap<string, string>;
  /** Each once, in order. */
  readonly files: readonly string[];
}

export const indexName = 'model.safetensors.index.json';
export const singleName = 'model.safetensors';

/** True for `model-00002-of-00004.safetensors`. */
export function isShardName(name: string): boolean {
  return /^model-\d+-of-\d+\.safetensors$/.test(name);
}

/** Reads `model.safetensors.index.json`. Throws Refusal for one that names no files, or files that are not beside it. */
export function readIndex(text: string): CheckpointIndex {
  const map = weightMapOf(text);
  const fileOf = new Map<string, string>();
  for (const [tensor, file] of Object.entries(map)) {
    if (typeof file !== 'string' || !isPlainName(file))
      throw new Refusal(t('{0} names {1}, which is not a .safetensors file beside it', indexName, String(file)));
    fileOf.set(tensor, file);
  }
  const files = [...new Set(fileOf.values())].sort();
  if (files.length === 0) throw new Refusal(t('{0} names no files', indexName));
  checkCount(files);
  return { fileOf, files };
}

/** The index of the padded checkpoint: the same text with the new total; what it does not say is not added. */
export function paddedIndex(text: string, addedBytes: number, addedElements: number): string {
  return raised(raised(text, 'total_size', addedBytes), 'total_parameters', addedElements);
}

function raised(text: string, key: string, added: number): string {
  // The values of weight_map are texts, so that a number can only stand in the metadata.
  return text.replace(
    new RegExp(`("${key}"\\s*:\\s*)(\\d+)`),
    (_, before: string, value: string) => before + String(Number(value) + added),
  );
}

function weightMapOf(text: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'weight_map' in parsed) {
      const { weight_map: map } = parsed;
      if (typeof map === 'object' && map !== null && !Array.isArray(map)) return map;
    }
  } catch {
    // Said below, as for an index without a map.
  }
  throw new Refusal(t('{0} is not valid: it has no weight_map', indexName));
}

/** A name and nothing that leads to another folder. */
function isPlainName(name: string): boolean {
  return /^[^/\\:\0]+\.safetensors$/.test(name) && !name.startsWith('.');
}

/** `model-00002-of-00004.safetensors` says how many there are. */
function checkCount(files: readonly string[]): void {
  const numbers = new Map<string, Set<number>>();
  for (const file of files) {
    const [, stem, number, count] = /^(.*)-(\d{5})-of-(\d{5})\.safetensors$/.exec(file) ?? [];
    if (stem === undefined) continue;
    const key = `${stem}-of-${count}`;
    numbers.set(key, (numbers.get(key) ?? new Set()).add(Number(number)));
  }
  for (const [key, found] of numbers) {
    const [stem, count] = key.split('-of-');
    const missing = Array.from({ length: Number(count) }, (_, at) => at + 1).find((number) => !found.has(number));
    if (missing === undefined) continue;
    const name = `${stem}-${String(missing).padStart(5, '0')}-of-${count}.safetensors`;
    throw new Refusal(t('{0} does not name {1}; download the checkpoint again', indexName, name));
  }
}
