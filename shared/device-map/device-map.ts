import type { Span } from '../text/span.ts';

/** A device as a map names it: a GPU's number, `cpu`, `disk`, another that torch knows; undefined: unknown. */
export type Device = number | string | undefined;

/** One entry of a map. */
export interface Entry {
  /** The module's name as it is in the model; '' stands for all of it. */
  readonly module: string;
  readonly device: Device;
  /** Where the name is written, and the device. */
  readonly moduleSpan: Span;
  readonly deviceSpan: Span;
}

/** A map from modules to devices, as a document has it. */
export interface DeviceMap {
  readonly entries: readonly Entry[];
  /** False where there may be entries that are not seen: a loop whose bounds are unknown, an update from elsewhere. */
  readonly complete: boolean;
  readonly span: Span;
}

/** The GPU's number; undefined for the processor, the disk, and what is not known. */
export function gpuOf(device: Device): number | undefined {
  if (typeof device === 'number') return device;
  const number = /^(?:cuda|xpu|npu|hip):(\d+)$/.exec(device ?? '')?.[1];
  return number === undefined ? (device === 'cuda' ? 0 : undefined) : Number(number);
}

/** The device of a module: that of the entry with the longest name that is the module's or stands before it. */
export function deviceOf(module: string, entries: ReadonlyMap<string, Entry>): Entry | undefined {
  for (let name = module; ; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const found = entries.get(name);
    if (found !== undefined || name === '') return found;
  }
}
