import { gigabytes } from '../../shared/device-map/memory-text.ts';
import type { PlannedMap } from '../../shared/device-map/plan-map.ts';
import { deviceRows, holdingsOf } from '../../shared/device-map/rows.ts';
import { writeMap } from '../../shared/device-map/write.ts';
import { t } from '../../shared/text/localize.ts';
import type { Output } from '../io.ts';
import { type Paint, paintFor } from '../text/paint.ts';
import { printable } from '../text/printable.ts';

interface ShownMap {
  readonly model: string;
  readonly layersName: string;
  readonly planned: PlannedMap;
  /** The split by layer count; undefined: it cannot be weighed. */
  readonly even: PlannedMap | undefined;
  readonly assumedDtype: boolean;
}

/** The map for a person: what each GPU holds, what the split by layer count would cost, and the dict to copy. */
export function deviceMapText({ model, layersName, planned, even, assumedDtype }: ShownMap, output: Output): string {
  const paint = paintFor(output.colours);
  return [
    `${paint('bold', printable(model))}: ${t('balanced by bytes')}`,
    ...table(planned, layersName, paint),
    ...notes(planned, assumedDtype),
    ...(even === undefined
      ? []
      : ['', t('by layer count, (layers + 2) / GPUs:'), ...table(even, layersName, paint), comparison(planned, even)]),
    '',
    `device_map = ${writeMap(planned.devices, 'python')}`,
    '',
  ].join('\n');
}

const barWidth = 24;

function table({ devices, bytes }: PlannedMap, layersName: string, paint: Paint): readonly string[] {
  return deviceRows(holdingsOf(devices, bytes), layersName).map(({ device, bytes: own, holds, share }) => {
    const filled = Math.round(share * barWidth);
    const bar = paint('cyan', '█'.repeat(filled)) + '░'.repeat(barWidth - filled);
    return `  GPU ${device.padEnd(3)} ${bar} ${gigabytes(own).padStart(9)}  ${holds}`;
  });
}

function notes({ bytes, layers }: PlannedMap, assumedDtype: boolean): readonly string[] {
  const idle = bytes.filter((own) => own === 0).length;
  const all = layers.reduce((sum, own) => sum + own, 0);
  return [
    ...(idle > 0 ? [t('{0} of {1} GPUs stay empty: {2} layers need no more', idle, bytes.length, all)] : []),
    ...(assumedDtype ? [t('config.json names no data type; 2 bytes for each weight were taken')] : []),
  ];
}

/** What the fullest GPU holds decides whether the model fits. */
function comparison(planned: PlannedMap, even: PlannedMap): string {
  const best = Math.max(...planned.bytes);
  const other = Math.max(...even.bytes);
  const percent = ((100 * other) / best - 100).toFixed(0);
  if (percent === '0') return t('its fullest GPU holds as much');
  return t('its fullest GPU holds {0}, {1} % more than {2}', gigabytes(other), percent, gigabytes(best));
}
