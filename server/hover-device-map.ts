import type { Hover } from 'vscode-languageserver/node';
import { heldByMap } from '../shared/device-map/held-bytes.ts';
import { gigabytes } from '../shared/device-map/memory-text.ts';
import { type DeviceRow, deviceRows } from '../shared/device-map/rows.ts';
import type { AnalysedMap } from '../shared/lint/device-maps/analysed-map.ts';
import { deviceName } from '../shared/lint/device-maps/map-messages.ts';
import { t } from '../shared/text/localize.ts';
import { containsOffset } from '../shared/text/span.ts';
import type { Examined } from './analyses.ts';
import { row } from './hover-markdown.ts';
import type { Places } from './places.ts';

/** What each device of a written map holds, at the map or at the argument that it is given to. */
export function deviceMapHoverAt({ analysis, opened }: Examined, offset: number, places: Places): Hover | null {
  for (const analysed of analysis?.deviceMaps ?? []) {
    const { map, deviceMap } = analysed.use;
    const spans = [map?.span, deviceMap?.nameSpan, deviceMap?.word.span].filter((span) => span !== undefined);
    const span = spans.find((one) => containsOffset(one, offset));
    const value = span && mapMarkdown(analysed);
    if (span !== undefined && value !== undefined)
      return { contents: { kind: 'markdown', value }, range: places.rangeOf(opened.path, span) };
  }
  return null;
}

function mapMarkdown({ use, model }: AnalysedMap): string | undefined {
  const held = use.map && model && heldByMap(use.map, model);
  if (held === undefined) return undefined;
  const holdings = held.devices.map(({ device, bytes, modules }) => ({
    device: device === undefined ? '' : String(device),
    bytes,
    modules,
  }));
  const rows = deviceRows(holdings, held.layersName);
  const table = [row([t('device'), t('weights'), '', t('holds')]), row(['---', '---:', '---', '---']), ...rows.map(rowMarkdown)];
  const hops =
    held.hops === 1
      ? t('1 change of device on the way through the model')
      : t('{0} changes of device on the way through the model', held.hops);
  return `${table.join('\n')}\n\n${hops}`;
}

function rowMarkdown({ device, bytes, holds, share }: DeviceRow): string {
  const number = /^\d+$/.test(device) ? Number(device) : device || undefined;
  return row([deviceName(number), gigabytes(bytes), bar(share), holds.replaceAll('_', '\\_')]);
}

const barWidth = 80;
const barHeight = 10;

/** A picture that needs no trust: mid tones that can be seen on light and dark. */
function bar(share: number): string {
  const filled = Math.max(1, Math.round(share * barWidth));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${barWidth}" height="${barHeight}">` +
    `<rect width="${barWidth}" height="${barHeight}" rx="2" fill="#80808040"/><rect width="${filled}" height="${barHeight}" rx="2" fill="#3794ff"/></svg>`;
  return `![${Math.round(share * 100)} %](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
}
