import { engines, listedEngines } from '../../shared/engines/registry.ts';
import { t } from '../../shared/text/localize.ts';
import type { Output } from '../io.ts';
import { type Paint, paintFor } from '../text/paint.ts';
import { printable } from '../text/printable.ts';
import type { InspectedMap } from './inspect-maps.ts';
import type { InspectedFile, InspectedLaunch } from './inspect-source.ts';

/** What was understood, for a person. */
export function inspectText(files: readonly InspectedFile[], output: Output): string {
  const paint = paintFor(output.colours);
  return files.map((file) => fileText(file, paint)).join('');
}

function fileText({ path, kind, launches, deviceMaps, error }: InspectedFile, paint: Paint): string {
  if (error !== undefined) return `${printable(path)}: ${error}\n`;
  if (launches.length === 0 && deviceMaps.length === 0) return `${printable(path)}: ${t('no launch')}\n`;
  const texts = [
    ...launches.map((launch) => launchText(path, kind, launch, paint)),
    ...deviceMaps.map((map) => mapText(path, kind, map, paint)),
  ];
  return texts.join('');
}

function launchText(
  path: string,
  kind: InspectedFile['kind'],
  { engine, engineVersion, entryPoint, model, options, line }: InspectedLaunch,
  paint: Paint,
): string {
  const lines = [
    `${paint('bold', `${printable(path)}:${line + 1}:`)} ${titleOf(engine)} ${engineVersion ?? t('(no rules)')}: ${printable(entryPoint)} ${paint('dim', `(${kind})`)}`,
    `  ${t('model')}: ${model ? modelText(model) : t('none')}`,
    ...Object.entries(options)
      .filter(isNoModel)
      .map(([name, { value, text }]) => `  ${name}: ${printable(valueText(value, text))}`),
  ];
  return `${lines.join('\n')}\n`;
}

function mapText(path: string, kind: InspectedFile['kind'], { model, deviceMap, complete, line }: InspectedMap, paint: Paint): string {
  const more = complete ? '' : t(' and more');
  return [
    `${paint('bold', `${printable(path)}:${line + 1}:`)} ${t('device map')} ${paint('dim', `(${kind})`)}`,
    `  ${t('model')}: ${model === null ? t('unknown') : printable(model)}`,
    `  device_map: ${printable(shownMap(deviceMap))}${more}`,
    '',
  ].join('\n');
}

/** How many modules each device has. */
function shownMap(deviceMap: InspectedMap['deviceMap']): string {
  if (deviceMap === null) return t('unknown');
  if (typeof deviceMap !== 'object') return String(deviceMap);
  const counts = new Map<string, number>();
  for (const device of Object.values(deviceMap)) counts.set(String(device), (counts.get(String(device)) ?? 0) + 1);
  return [...counts].map(([device, count]) => t('{0} modules on {1}', count, device)).join(', ');
}

function titleOf(name: InspectedLaunch['engine']): string {
  return [...engines, ...listedEngines].find((engine) => engine.name === name)?.title ?? name;
}

/** The model is said already, whether an option names it or not. */
function isNoModel([name]: readonly [string, unknown]): boolean {
  return name !== 'model';
}

function modelText({ text, resolved }: NonNullable<InspectedLaunch['model']>): string {
  if (resolved === null) return t('{0} (unknown)', printable(text));
  return printable(text === resolved ? text : t('{0} (from {1})', resolved, text));
}

function valueText(value: unknown, text: string | null): string {
  if (value === null) return t('unknown');
  return typeof value === 'object' ? (text ?? JSON.stringify(value)) : String(value);
}
