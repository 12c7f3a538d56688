import type { Launch } from '../engine.ts';
import { numberOption } from '../launches/options-of.ts';

/** `--tp`, `--dp`, `--ep`, `--cp`; undefined: written, but unknown, or below 1, which is refused by itself. */
export interface ParallelSizes {
  readonly tp: number | undefined;
  readonly dp: number | undefined;
  readonly ep: number | undefined;
  readonly cp: number | undefined;
}

let lastRead: { readonly launch: Launch; readonly sizes: ParallelSizes } | undefined;

/** Read from a launch's options once, then asked for at every candidate size. */
export function parallelSizes(launch: Launch): ParallelSizes {
  if (lastRead?.launch === launch) return lastRead.sizes;
  const sizes = {
    tp: sizeOf(launch, 'tensorParallelSize'),
    dp: sizeOf(launch, 'dataParallelSize'),
    ep: sizeOf(launch, 'expertParallelSize'),
    cp: sizeOf(launch, 'contextParallelSize'),
  };
  lastRead = { launch, sizes };
  return sizes;
}

function sizeOf(launch: Launch, name: string): number | undefined {
  const value = numberOption(launch, name, 1);
  return value === undefined || value < 1 ? undefined : value;
}
