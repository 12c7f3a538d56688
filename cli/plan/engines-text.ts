import type { EngineRow, SizeVerdict } from '../../shared/plan/side-by-side.ts';
import { t } from '../../shared/text/localize.ts';
import type { Paint } from '../text/paint.ts';
import { printable } from '../text/printable.ts';

/** The engines side by side: a line each with its valid sizes, and below it what it refuses or does without a word. */
export function enginesText(rows: readonly EngineRow[], paint: Paint): readonly string[] {
  const width = Math.max(...rows.map((row) => nameOf(row).length));
  return [t('engines side by side'), ...rows.flatMap((row) => rowText(row, width, paint))];
}

function rowText(row: EngineRow, width: number, paint: Paint): readonly string[] {
  const sizes = row.valid === undefined ? t('not known') : row.valid.length === 0 ? t('none') : row.valid.join(', ');
  const indent = ' '.repeat(width + 4);
  return [
    `  ${paint('bold', nameOf(row).padEnd(width))}  ${sizes}`,
    ...notesOf(row.sizes).map((note) => `${indent}${paint('dim', printable(note))}`),
  ];
}

function nameOf({ engine, variant }: EngineRow): string {
  return variant === undefined ? engine.title : `${engine.title} (${variant})`;
}

/** At the smallest size that is refused why, and each silent habit once, at the smallest size that shows it. */
function notesOf(sizes: readonly SizeVerdict[]): readonly string[] {
  const refused = sizes.find(({ refusal }) => refusal !== undefined);
  const silently = sizes.flatMap(({ size, silently: habits }) => habits.slice(0, 1).map((habit) => t('TP {0}: {1}', size, habit)));
  const unknown = sizes.find(({ runs, refusal }) => runs === undefined && refusal === undefined);
  const first = refused?.refusal === undefined ? [] : [t('TP {0}: {1}', refused.size, refused.refusal)];
  if (unknown && first.length === 0) return [t('TP {0}: not known', unknown.size), ...silently.slice(0, 1)];
  return [...first, ...silently.slice(0, 1)];
}
