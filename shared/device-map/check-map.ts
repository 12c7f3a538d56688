import type { ModelConfig } from '../model/model-config.ts';
import { nearestOf } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { type Device, type DeviceMap, deviceOf, type Entry, gpuOf } from './device-map.ts';
import { allModuleNamesOf, type ModuleNames, moduleNamesOf } from './module-names.ts';

/** What is wrong with a map for a model. */
export type MapProblem =
  /** Modules that no entry covers, each with the device on which its neighbours are. */
  | { readonly kind: 'missing' | 'rotary'; readonly devices: ReadonlyMap<string, Device> }
  /** Entries, written in one place, whose names are no module's. */
  | { readonly kind: 'unknown'; readonly entries: readonly Entry[]; readonly nearest: string | undefined }
  /** An entry for a layer that the model does not have. */
  | { readonly kind: 'layer-range'; readonly entries: readonly Entry[]; readonly layers: number }
  /** A layer whose parts lie on different devices. */
  | { readonly kind: 'split-layer'; readonly layer: string; readonly entries: readonly Entry[]; readonly device: Device }
  /** A GPU that is not there. */
  | { readonly kind: 'gpu-range'; readonly entry: Entry; readonly gpus: number }
  /** Embedding and head are one tensor, and lie apart. */
  | { readonly kind: 'tied'; readonly embedding: Entry; readonly head: Entry }
  /** The devices change more often than they need to on the way through the layers. */
  | { readonly kind: 'hops'; readonly entry: Entry; readonly hops: number; readonly needed: number };

/** GPUs that there are; undefined: not known. */
export type GpuCount = number | undefined;

/** More than any model has: a slip of the keyboard, over which nothing is counted. */
const mostLayers = 10_000;

/**
 * Checks a map that is written module by module. Nothing is said of a model whose modules are not known; where the names differ between releases
 * of Transformers, the release whose names the map uses is meant.
 */
export function checkMap(map: DeviceMap, model: ModelConfig, gpus: GpuCount): readonly MapProblem[] {
  const entries = byModule(map);
  const names = namesMeant(moduleNamesOf(model), entries);
  const layers = model.decoder.layers?.value;
  if (names === undefined || layers === undefined || layers > mostLayers) return outOfRange(map, gpus);
  return [
    ...outOfRange(map, gpus),
    ...unknownEntries(map, names, layers, allModuleNamesOf(model)),
    ...(map.complete ? missingModules(entries, names, layers, model) : []),
    ...splitLayers(map, names, layers),
    ...tiedApart(entries, names, model),
    ...needlessHops(entries, names, layers),
  ];
}

/** The last entry of a name wins. */
function byModule({ entries }: DeviceMap): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.module, entry]));
}

/** The names of which the map uses most. */
export function namesMeant(alternatives: readonly ModuleNames[], entries: ReadonlyMap<string, Entry>): ModuleNames | undefined {
  const used = (names: ModuleNames): number => [...entries.keys()].filter((module) => isKnown(module, names)).length;
  return [...alternatives].sort((a, b) => used(b) - used(a))[0];
}

/** Top-level modules in the order in which they run, without the layers. */
function beforeLayers({ towers, embedding }: ModuleNames): readonly string[] {
  return [...towers, ...embedding];
}

function isKnown(module: string, names: ModuleNames): boolean {
  if (module === '') return true;
  const all = [...beforeLayers(names), ...names.rotary, names.layers, ...names.norm, names.head, ...names.optional];
  return all.some((name) => name === module || name.startsWith(`${module}.`) || module.startsWith(`${name}.`));
}

function outOfRange({ entries }: DeviceMap, gpus: GpuCount): readonly MapProblem[] {
  if (gpus === undefined) return [];
  const first = new Map<number, Entry>();
  for (const entry of entries) {
    const gpu = gpuOf(entry.device);
    if (gpu !== undefined && gpu >= gpus && !first.has(gpu)) first.set(gpu, entry);
  }
  return [...first.values()].map((entry) => ({ kind: 'gpu-range', entry, gpus }));
}

/** A map that has the names of several releases, or of several decoders of its class, means to fit them all. */
function unknownEntries({ entries }: DeviceMap, names: ModuleNames, layers: number, every: readonly ModuleNames[]): readonly MapProblem[] {
  const candidates = [...beforeLayers(names), ...names.rotary, ...names.norm, names.head, names.layers];
  const unknown = entries.filter(({ module }) => !every.some((known) => isKnown(module, known)) && !isCalledOtherwise(module, names));
  const beyond = entries.filter(({ module }) => (layerOf(module, names) ?? 0) >= layers);
  return [
    ...byPlace(unknown).map((own): MapProblem => ({ kind: 'unknown', entries: own, nearest: nearestOf(own[0]?.module ?? '', candidates) })),
    ...(beyond.length > 0 ? [{ kind: 'layer-range' as const, entries: beyond, layers }] : []),
  ];
}

/** A name in a loop stands for many modules. */
function byPlace(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const places = new Map<number, Entry[]>();
  for (const entry of entries) places.set(entry.moduleSpan.start, [...(places.get(entry.moduleSpan.start) ?? []), entry]);
  return [...places.values()];
}

/** Rotary embedding where this release has none at the model's level, and towers by names of another release, do no harm. */
function isCalledOtherwise(module: string, names: ModuleNames): boolean {
  return (
    /(^|\.)rotary(_pos)?_emb$/.test(module) ||
    (names.towers.length > 0 && /(^|\.)(visual|vision\w*|image_newline|mlp1|audio\w*)(\.|$)/.test(module))
  );
}

function layerOf(module: string, { layers }: ModuleNames): number | undefined {
  if (!module.startsWith(`${layers}.`)) return undefined;
  const number = /^\d+/.exec(module.slice(layers.length + 1))?.[0];
  return number === undefined ? undefined : Number(number);
}

function missingModules(
  entries: ReadonlyMap<string, Entry>,
  names: ModuleNames,
  layers: number,
  model: ModelConfig,
): readonly MapProblem[] {
  const tied = model.decoder.tiedEmbeddings?.value === true;
  const isMissing = (module: string): boolean =>
    deviceOf(module, entries) === undefined && !hasParts(module, entries) && !names.optional.includes(module);
  const start = deviceOf(names.embedding[0] ?? '', entries) ?? deviceOf(`${names.layers}.0`, entries);
  const end = deviceOf(`${names.layers}.${layers - 1}`, entries) ?? deviceOf(names.head, entries);
  const missing = new Map<string, Device>();
  for (const module of beforeLayers(names)) if (isMissing(module)) missing.set(module, start?.device);
  for (let layer = 0, device = start?.device; layer < layers; layer++) {
    const module = `${names.layers}.${layer}`;
    if (isMissing(module)) missing.set(module, device);
    else device = deviceOf(module, entries)?.device;
  }
  for (const module of [...names.norm, ...(tied ? [] : [names.head])]) if (isMissing(module)) missing.set(module, end?.device);
  const rotary = start === undefined || isWhole(entries) ? [] : names.rotary.filter(isMissing);
  return [
    ...(missing.size > 0 ? [{ kind: 'missing' as const, devices: missing }] : []),
    ...(rotary.length > 0 ? [{ kind: 'rotary' as const, devices: new Map(rotary.map((module) => [module, start?.device])) }] : []),
  ];
}

/** One device for everything needs no entry for any part. */
function isWhole(entries: ReadonlyMap<string, Entry>): boolean {
  return entries.has('');
}

/** A module may be placed part by part. */
function hasParts(module: string, entries: ReadonlyMap<string, Entry>): boolean {
  for (const name of entries.keys()) if (name.startsWith(`${module}.`)) return true;
  return false;
}

function splitLayers({ entries }: DeviceMap, names: ModuleNames, layers: number): readonly MapProblem[] {
  const parts = new Map<number, Entry[]>();
  for (const entry of entries) {
    const layer = layerOf(entry.module, names);
    if (layer === undefined || layer >= layers) continue;
    parts.set(layer, [...(parts.get(layer) ?? []), entry]);
  }
  return [...parts].flatMap(([layer, own]): readonly MapProblem[] => {
    const devices = new Set(own.map(({ device }) => keyOf(device)));
    const isSplit = devices.size > 1 && !devices.has('unknown') && own.some(({ module }) => module !== `${names.layers}.${layer}`);
    // The same layer written twice is one entry that wins over the other.
    return isSplit && new Set(own.map(({ module }) => module)).size > 1
      ? [{ kind: 'split-layer', layer: `${names.layers}.${layer}`, entries: own, device: own[0]?.device }]
      : [];
  });
}

function keyOf(device: Device): string {
  return device === undefined ? 'unknown' : String(gpuOf(device) ?? device);
}

function tiedApart(entries: ReadonlyMap<string, Entry>, names: ModuleNames, model: ModelConfig): readonly MapProblem[] {
  if (model.decoder.tiedEmbeddings?.value !== true) return [];
  const embedding = deviceOf(names.embedding[0] ?? '', entries);
  const head = deviceOf(names.head, entries);
  if (embedding === undefined || head === undefined || embedding.device === undefined || head.device === undefined) return [];
  return keyOf(embedding.device) === keyOf(head.device) ? [] : [{ kind: 'tied', embedding, head }];
}

/** Each device once is enough; what comes back to a device that it left is a needless way. */
function needlessHops(entries: ReadonlyMap<string, Entry>, names: ModuleNames, layers: number): readonly MapProblem[] {
  const whole = Array.from({ length: layers }, (_, at) => deviceOf(`${names.layers}.${at}`, entries));
  if (whole.some((entry) => entry === undefined || entry.device === undefined)) return [];
  const way = withoutReturn(whole, deviceOf(names.head, entries));
  const keys = way.map((entry) => keyOf(entry?.device));
  const hops = keys.filter((key, at) => at > 0 && key !== keys[at - 1]).length;
  const needed = new Set(keys).size - 1;
  if (hops <= needed) return [];
  const back = way.find((_, at) => at > 0 && keys[at] !== keys[at - 1] && keys.indexOf(keys[at] ?? '') < at - 1);
  return back === undefined ? [] : [{ kind: 'hops', entry: back, hops, needed }];
}

/** The way without last layers that lie with a head on the first device: the head takes the way there anyhow. */
function withoutReturn(way: readonly (Entry | undefined)[], head: Entry | undefined): readonly (Entry | undefined)[] {
  const first = keyOf(way[0]?.device);
  if (head === undefined || keyOf(head.device) !== first) return way;
  const last = way.findLastIndex((entry) => keyOf(entry?.device) !== first);
  return last < 0 ? way : way.slice(0, last + 1);
}

/** Where a problem is shown. */
export function placeOfProblem(problem: MapProblem, map: DeviceMap): Span {
  switch (problem.kind) {
    case 'gpu-range':
    case 'hops':
      return problem.entry.deviceSpan;
    case 'tied':
      return problem.head.deviceSpan;
    case 'unknown':
    case 'split-layer':
    case 'layer-range':
      return problem.entries[0]?.moduleSpan ?? map.span;
    case 'missing':
    case 'rotary':
      return map.span;
  }
}
