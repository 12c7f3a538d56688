import type { ModelConfig } from '../model/model-config.ts';
import { namesMeant } from './check-map.ts';
import { type Device, type DeviceMap, deviceOf, type Entry } from './device-map.ts';
import { moduleNamesOf } from './module-names.ts';
import { partsOf } from './plan-map.ts';

/** What one device of a written map holds. */
export interface Held {
  readonly device: Device;
  /** Bytes of weights; undefined: the sizes of the model are not known. */
  readonly bytes: number | undefined;
  /** Modules in the order in which they run. */
  readonly modules: readonly string[];
}

/** What a map puts where, and how often the way through the model changes devices. */
export interface HeldByMap {
  readonly devices: readonly Held[];
  readonly hops: number;
  /** The list of layers: `model.layers`. */
  readonly layersName: string;
}

/** What each device of a map holds of a model; undefined where the model's modules or sizes are not known. */
export function heldByMap({ entries }: DeviceMap, model: ModelConfig): HeldByMap | undefined {
  const byModule: ReadonlyMap<string, Entry> = new Map(entries.map((entry) => [entry.module, entry]));
  const names = namesMeant(moduleNamesOf(model), byModule);
  const parts = names && partsOf(model, names);
  if (names === undefined || parts === undefined || typeof parts === 'string') return undefined;
  const held = new Map<string, { device: Device; bytes: number; modules: string[] }>();
  const way: string[] = [];
  for (const { modules, bytes } of parts) {
    const device = deviceOf(modules[0] ?? '', byModule)?.device;
    const key = String(device);
    const own = held.get(key) ?? { device, bytes: 0, modules: [] };
    own.bytes += bytes;
    // What no entry places is on no device of the map.
    own.modules.push(...modules.filter((module) => deviceOf(module, byModule) !== undefined));
    held.set(key, own);
    way.push(key);
  }
  const hops = way.filter((key, at) => at > 0 && key !== way[at - 1]).length;
  return { devices: [...held.values()], hops, layersName: names.layers };
}
