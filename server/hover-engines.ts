import type { EngineRow, SizeVerdict } from '../shared/plan/side-by-side.ts';
import { t } from '../shared/text/localize.ts';

/** Rows of a hover are short: longer lists of sizes are cut. */
const mostSizes = 8;

/**
 * The engines side by side as a small Markdown table, and in a line before it the engines that run what the launch's own
 * refuses. Empty where there is no other engine.
 */
export function enginesMarkdown([own, ...others]: readonly EngineRow[]): string {
  if (own === undefined || others.length === 0) return '';
  const rows = [own, ...others];
  const sizes = own.sizes.map(({ size }) => size);
  const header = [t('engine'), t('valid sizes'), ...sizes.map((size) => t('TP {0}', size))];
  const lines = [line(header), line([':--', ':--', ...sizes.map(() => ':-:')]), ...rows.map(rowMarkdown)];
  return [...elsewhere(own, others), lines.join('\n')].join('\n\n');
}

function rowMarkdown({ engine, variant, valid, sizes }: EngineRow): string {
  const name = variant === undefined ? engine.title : `${engine.title} ${variant}`;
  return line([name, validText(valid), ...sizes.map(mark)]);
}

function validText(valid: readonly number[] | undefined): string {
  if (valid === undefined) return '?';
  if (valid.length === 0) return t('none');
  return valid.length > mostSizes ? `${valid.slice(0, mostSizes).join(', ')}, …` : valid.join(', ');
}

function mark({ runs, silently }: SizeVerdict): string {
  if (runs === undefined) return '?';
  if (!runs) return '✗';
  return silently.length > 0 ? '≈' : '✓';
}

/** `LMDeploy runs it at TP 4: …` where the launch's own engine refuses that size. */
function elsewhere(own: EngineRow, others: readonly EngineRow[]): readonly string[] {
  const refused = own.sizes.find(({ runs }) => runs === false);
  if (refused === undefined) return [];
  const running = others.flatMap((row) =>
    row.sizes.filter(({ size, runs }) => runs === true && size === refused.size).map((verdict) => ({ row, verdict })),
  );
  return running.map(({ row, verdict }) => {
    const habit = verdict.silently[0];
    return habit === undefined
      ? t('{0} runs it at TP {1}', row.engine.title, refused.size)
      : t('{0} runs it at TP {1}: {2}', row.engine.title, refused.size, habit);
  });
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
