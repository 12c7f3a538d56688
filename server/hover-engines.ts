import type { EngineRow, SizeVerdict } from '../shared/plan/side-by-side.ts';
import type { SizeTable } from '../shared/plan/size-table.ts';
import { t } from '../shared/text/localize.ts';
import { row, sizesHeader } from './hover-markdown.ts';

/**
 * The engines side by side, short: who runs the size that the launch's own engine refuses, a row for each engine whose sizes
 * differ, and the names of the others. `table` is that of the launch and has the same sizes. Empty where there is no other engine.
 */
export function enginesMarkdown([own, ...others]: readonly EngineRow[], table: SizeTable, current: boolean): string {
  if (own === undefined || others.length === 0) return '';
  const differing = others.filter((other) => marksOf(other).join() !== marksOf(own).join());
  const alike = others.filter((other) => !differing.includes(other));
  const header = sizesHeader(t('with TP alone'), table, current);
  const rows = differing.length === 0 ? [] : [...header, ...[own, ...differing].map(rowMarkdown)];
  const same = alike.length === 0 ? '' : t('The same as {0}: {1}', own.engine.title, alike.map(nameOf).join(', '));
  return [...elsewhere(refusedSize(own, table, current), others), rows.join('\n'), same].filter(Boolean).join('\n\n');
}

function rowMarkdown(engine: EngineRow): string {
  return row([nameOf(engine), ...marksOf(engine), '']);
}

function nameOf({ engine, variant }: EngineRow): string {
  return variant === undefined ? engine.title : `${engine.title} ${variant}`;
}

function marksOf({ sizes }: EngineRow): readonly string[] {
  return sizes.map(mark);
}

function mark({ runs, silently }: SizeVerdict): string {
  if (runs === undefined) return '?';
  if (!runs) return '✗';
  return silently.length > 0 ? '≈' : '✓';
}

/** The size that the launch asks for and its engine refuses; where there is no launch, the first refused. */
function refusedSize(own: EngineRow, table: SizeTable, current: boolean): number | undefined {
  if (!current) return own.sizes.find(({ runs }) => runs === false)?.size;
  return table.rows.find(({ size, verdict }) => size === table.current && verdict === 'error')?.size;
}

/** `LMDeploy runs it at TP 4: …`, or the names where there are several; what each does then is a mark in its row. */
function elsewhere(refused: number | undefined, others: readonly EngineRow[]): readonly string[] {
  const running = others.flatMap((other) =>
    other.sizes
      .filter(({ size, runs }) => runs === true && size === refused)
      .map(({ silently }) => ({ name: other.engine.title, silently })),
  );
  const [only] = running;
  if (refused === undefined || only === undefined) return [];
  if (running.length > 1) return [t('{0} run it at TP {1}', running.map(({ name }) => name).join(', '), refused)];
  const [habit] = only.silently;
  return [
    habit === undefined ? t('{0} runs it at TP {1}', only.name, refused) : t('{0} runs it at TP {1}: {2}', only.name, refused, habit),
  ];
}
