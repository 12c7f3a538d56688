import { type MapUse, mapUsesIn } from '../../shared/device-map/map-use.ts';
import type { LaunchDocument } from '../../shared/documents/document.ts';
import type { LineMap } from '../../shared/text/line-map.ts';

/** A device map that a document hands to Transformers or Accelerate. */
export interface InspectedMap {
  /** The model that it is for; null if unknown. */
  readonly model: string | null;
  /** A word (`auto`), a number, or the devices by module; null if unknown. */
  readonly deviceMap: number | string | Readonly<Record<string, number | string | null>> | null;
  /** False where entries may be missing that are not seen. */
  readonly complete: boolean;
  /** Line in which the call starts, from 0. */
  readonly line: number;
}

/** The device maps of a document, in the order in which they stand in it. */
export function inspectMaps({ commands }: LaunchDocument, text: string, lines: LineMap): readonly InspectedMap[] {
  return mapUsesIn(commands, text).map((use) => ({
    model: use.model?.text ?? null,
    deviceMap: formOf(use),
    complete: use.map?.complete ?? true,
    line: lines.positionAt(use.command.start).line,
  }));
}

function formOf({ deviceMap, map }: MapUse): InspectedMap['deviceMap'] {
  if (map !== undefined) return Object.fromEntries(map.entries.map(({ module, device }) => [module, device ?? null]));
  const value = deviceMap?.value;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
