import type { ModelConfig } from '../model/model-config.ts';
import { type WeightBytes, weightBytesOf } from '../model/weight-bytes.ts';
import { balanced, type Item, type Partition, type Room } from './balance.ts';
import { evenSplit } from './even-split.ts';
import { type ModuleNames, moduleNamesOf } from './module-names.ts';

/** A map that places a whole model, with what each device then holds. */
export interface PlannedMap {
  /** Module → GPU, in the order in which the modules run. */
  readonly devices: ReadonlyMap<string, number>;
  /** Bytes of weights on each GPU, 0 for one that stays empty. */
  readonly bytes: readonly number[];
  /** Decoder layers on each GPU. */
  readonly layers: readonly number[];
}

/** Why there is no map. */
export type NoMap =
  /** The class is not in the table of module names. */
  | 'unknown-modules'
  /** A size is not known, so that nothing can be weighed. */
  | 'unknown-sizes'
  /** More bytes than the devices hold. */
  | 'too-large';

/** A part of the model that lies whole on one device. */
export interface Part extends Item {
  readonly modules: readonly string[];
  readonly isLayer: boolean;
}

/**
 * The map whose fullest GPU holds as few bytes as can be: contiguous, a tied head with its embedding, rotary embedding with the embedding.
 * More GPUs than layers are left empty.
 *
 * @param rooms one for each GPU
 */
export function planBalanced(model: ModelConfig, rooms: readonly Room[]): PlannedMap | NoMap {
  const parts = partsOf(model);
  if (typeof parts === 'string') return parts;
  const layers = parts.filter(({ isLayer }) => isLayer).length;
  const used = rooms.slice(0, Math.max(1, Math.min(rooms.length, layers)));
  const partition = balanced(parts, used);
  return partition === undefined ? 'too-large' : placed(parts, partition, rooms.length);
}

/** The split by layer count that guides recommend, with what it costs. */
export function planEven(model: ModelConfig, gpus: number): PlannedMap | NoMap {
  const parts = partsOf(model);
  if (typeof parts === 'string') return parts;
  const first = parts.findIndex(({ isLayer }) => isLayer);
  const layers = parts.filter(({ isLayer }) => isLayer).length;
  const counts = evenSplit(layers, gpus);
  const after = parts.length - first - layers;
  return placed(
    parts,
    counts.map((count, gpu) => count + (gpu === 0 ? first : 0) + (gpu === gpus - 1 ? after : 0)),
    gpus,
  );
}

/** The parts of a model in the order in which they run, as `names` (the newest if not given) calls them. */
export function partsOf(model: ModelConfig, names = moduleNamesOf(model)[0]): readonly Part[] | NoMap {
  const bytes = weightBytesOf(model);
  if (names === undefined) return 'unknown-modules';
  return bytes === undefined || bytes.layers.length === 0 ? 'unknown-sizes' : inOrder(names, bytes, isTied(model));
}

function isTied({ decoder }: ModelConfig): boolean {
  return decoder.tiedEmbeddings?.value === true;
}

/** As they run: towers, embedding, layers, norm and head. Towers of unknown size lie with the embedding. */
function inOrder(names: ModuleNames, bytes: WeightBytes, tied: boolean): readonly Part[] {
  const apart = bytes.towers > 0;
  const embedding = [...(apart ? [] : names.towers), ...names.embedding, ...names.rotary, ...(tied ? [names.head] : [])];
  return [
    ...(apart ? [{ modules: names.towers, bytes: bytes.towers, isLayer: false }] : []),
    { modules: embedding, bytes: bytes.embedding, isLayer: false },
    ...bytes.layers.map((layer, at) => ({ modules: [`${names.layers}.${at}`], bytes: layer, isLayer: true })),
    { modules: [...names.norm, ...(tied ? [] : [names.head])], bytes: bytes.finalNorm + bytes.head, isLayer: false },
  ];
}

function placed(parts: readonly Part[], partition: Partition, gpus: number): PlannedMap {
  const devices = new Map<string, number>();
  const bytes = Array.from({ length: gpus }, () => 0);
  const layers = Array.from({ length: gpus }, () => 0);
  let at = 0;
  for (const [gpu, count] of partition.entries()) {
    for (const part of parts.slice(at, at + count)) {
      for (const module of part.modules) devices.set(module, gpu);
      bytes[gpu] = (bytes[gpu] ?? 0) + part.bytes;
      if (part.isLayer) layers[gpu] = (layers[gpu] ?? 0) + 1;
    }
    at += count;
  }
  return { devices, bytes, layers };
}
