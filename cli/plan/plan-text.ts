import { engineOf } from '../../shared/engines/registry.ts';
import type { Padding } from '../../shared/plan/padding.ts';
import type { EnginePlan } from '../../shared/plan/plan-model.ts';
import type { EngineRow } from '../../shared/plan/side-by-side.ts';
import type { SizeRow } from '../../shared/plan/size-table.ts';
import { t } from '../../shared/text/localize.ts';
import type { Output } from '../io.ts';
import { type Paint, paintFor, type Style } from '../text/paint.ts';
import { printable } from '../text/printable.ts';
import { widthOf } from '../text/width.ts';
import { enginesText } from './engines-text.ts';
import type { PlannedModel } from './plan-json.ts';

/**
 * The plan for a person: the first engine's valid sizes and a row for each size that people choose among; where others were
 * asked for too, a short row for each of them below.
 */
export function planText({ model, from, engines }: PlannedModel, rows: readonly EngineRow[], output: Output): string {
  const paint = paintFor(output.colours);
  const head = `${paint('bold', printable(model))} (${printable(placeText(from))})`;
  const [first] = engines;
  const detail = first === undefined ? [] : ['', ...engineText(first, paint)];
  const others = engines.length < 2 ? [] : ['', ...enginesText(rows, paint)];
  return `${[head, ...detail, ...others].join('\n')}\n`;
}

/** A model of the catalogue has no file. */
function placeText(from: string): string {
  return from.startsWith('catalogue:') ? t('from the bundled catalogue') : from;
}

function engineText(plan: EnginePlan, paint: Paint): readonly string[] {
  const { title } = engineOf(plan.engine);
  const version = plan.assumed ? t('{0} {1}, the newest known', title, plan.version) : `${title} ${plan.version}`;
  const valid = plan.valid === undefined ? t('unknown') : plan.valid.length === 0 ? t('none') : plan.valid.join(', ');
  const rows = rowsShown(plan);
  return [
    version,
    t('valid tensor-parallel sizes up to 64: {0}', valid),
    '',
    `  ${t('TP').padStart(3)}  ${t('verdict')}`,
    ...rows.flatMap((row) => rowText(row, paint)),
    ...(plan.padding ? ['', paddingText(plan.padding)] : []),
  ];
}

const usual: ReadonlySet<number> = new Set([1, 2, 4, 8, 16, 32, 64]);
const mostRows = 14;

/** The usual sizes, and valid ones up to 16 as far as there is room. */
function rowsShown({ sizes, valid = [] }: EnginePlan): readonly SizeRow[] {
  const others = valid.filter((size) => size <= 16 && !usual.has(size)).slice(0, mostRows - usual.size);
  return sizes.filter(({ size }) => usual.has(size) || others.includes(size));
}

const styles: Readonly<Record<SizeRow['verdict'], Style>> = { ok: 'green', unknown: 'dim', warning: 'yellow', error: 'red' };

function rowText({ size, verdict, reasons }: SizeRow, paint: Paint): readonly string[] {
  const name = verdictName(verdict);
  const first = `  ${String(size).padStart(3)}  ${paint(styles[verdict], name)}`;
  const gap = ' '.repeat(Math.max(2, 9 - widthOf(name)));
  const indent = ' '.repeat(5 + 2 + 9);
  const said = reasons.map(({ rule, message }) => `${printable(message)} ${paint('dim', `[${rule}]`)}`);
  return said.length === 0 ? [first] : said.map((text, at) => (at === 0 ? `${first}${gap}${text}` : `${indent}${text}`));
}

function verdictName(verdict: SizeRow['verdict']): string {
  if (verdict === 'ok') return t('ok');
  if (verdict === 'unknown') return t('unknown');
  return verdict === 'warning' ? t('warning') : t('error');
}

function paddingText({ fact, from, to, valid, costPercent }: Padding): string {
  const sizes = valid.join(', ');
  const cost = costPercent === undefined ? '' : t(', {0} % more weights', costPercent.toFixed(2));
  return t('padded: {0} {1} → {2} is valid for TP {3}{4}; the weights must be padded too', fact.key, from, to, sizes, cost);
}
