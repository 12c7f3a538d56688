/** What one device holds, for a table. */
export interface DeviceRow {
  readonly device: string;
  readonly bytes: number;
  /** Names in short: `model.embed_tokens, layers 0-16`. */
  readonly holds: string;
  /** Share of the fullest device's bytes, 0 to 1. */
  readonly share: number;
}

/** What a device holds, before it is made a row. */
export interface Holding {
  readonly device: string;
  readonly bytes: number | undefined;
  readonly modules: readonly string[];
}

/** A row for each device, numbers first. */
export function deviceRows(holdings: readonly Holding[], layersName: string): readonly DeviceRow[] {
  const fullest = Math.max(1, ...holdings.map(({ bytes }) => bytes ?? 0));
  return [...holdings]
    .sort((a, b) => orderOf(a.device) - orderOf(b.device))
    .map(({ device, bytes = 0, modules }) => ({ device, bytes, holds: shortened(modules, layersName), share: bytes / fullest }));
}

/** The holdings of a map by number, with the bytes of each. */
export function holdingsOf(devices: ReadonlyMap<string, number>, bytes: readonly number[]): readonly Holding[] {
  const byDevice = new Map<number, string[]>();
  for (const [module, device] of devices) byDevice.set(device, [...(byDevice.get(device) ?? []), module]);
  return [...byDevice].map(([device, modules]) => ({ device: String(device), bytes: bytes[device], modules }));
}

/** The processor and the disk come after the GPUs. */
function orderOf(device: string): number {
  const number = Number(device);
  return Number.isNaN(number) ? Number.MAX_SAFE_INTEGER : number;
}

/** In the order in which they run; layers that follow one another become one range. */
function shortened(modules: readonly string[], layersName: string): string {
  const numbers = modules.flatMap((module) => layerOf(module, layersName) ?? []).sort((a, b) => a - b);
  const ranges = rangesOf(numbers).map(([from, to]) => (from === to ? String(from) : `${from}-${to}`));
  const layers = ranges.length === 0 ? [] : [`${numbers.length === 1 ? 'layer' : 'layers'} ${ranges.join(', ')}`];
  const first = modules.findIndex((module) => layerOf(module, layersName) !== undefined);
  const others = (part: readonly string[]): readonly string[] => part.filter((module) => layerOf(module, layersName) === undefined);
  const before = first < 0 ? modules : modules.slice(0, first);
  return [...others(before), ...layers, ...(first < 0 ? [] : others(modules.slice(first)))]
    .map((name) => name || '(everything)')
    .join(', ');
}

function layerOf(module: string, layersName: string): number | undefined {
  const rest = module.startsWith(`${layersName}.`) ? module.slice(layersName.length + 1) : '';
  return /^\d+$/.test(rest) ? Number(rest) : undefined;
}

function rangesOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
