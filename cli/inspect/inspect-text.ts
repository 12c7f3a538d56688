import { engineOf } from '../../shared/engines/registry.ts';
import { t } from '../../shared/text/localize.ts';
import type { Output } from '../io.ts';
import { type Paint, paintFor } from '../text/paint.ts';
import { printable } from '../text/printable.ts';
import type { InspectedFile, InspectedLaunch } from './inspect-source.ts';

/** What was understood, for a person. */
export function inspectText(files: readonly InspectedFile[], output: Output): string {
  const paint = paintFor(output.colours);
  return files.map((file) => fileText(file, paint)).join('');
}

function fileText({ path, kind, launches, error }: InspectedFile, paint: Paint): string {
  if (error !== undefined) return `${printable(path)}: ${error}\n`;
  if (launches.length === 0) return `${printable(path)}: ${t('no launch')}\n`;
  return launches.map((launch) => launchText(path, kind, launch, paint)).join('');
}

function launchText(
  path: string,
  kind: InspectedFile['kind'],
  { engine, engineVersion, entryPoint, model, options, line }: InspectedLaunch,
  paint: Paint,
): string {
  const lines = [
    `${paint('bold', `${printable(path)}:${line + 1}:`)} ${engineOf(engine).title} ${engineVersion}: ${printable(entryPoint)} ${paint('dim', `(${kind})`)}`,
    `  ${t('model')}: ${model ? modelText(model) : t('none')}`,
    ...Object.entries(options)
      .filter(isNoModel)
      .map(([name, { value, text }]) => `  ${name}: ${printable(valueText(value, text))}`),
  ];
  return `${lines.join('\n')}\n`;
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
