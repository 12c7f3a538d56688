import type { Outcome } from '../shared/engines/engine.ts';
import type { AnalysedLaunch } from '../shared/lint/analysis.ts';
import type { Fact } from '../shared/model/fact.ts';
import type { ModelConfig } from '../shared/model/model-config.ts';
import type { ModelResolution } from '../shared/models/resolution.ts';
import type { SizeColumn, SizeRow, SizeTable } from '../shared/plan/size-table.ts';
import { t } from '../shared/text/localize.ts';

export interface TableOptions {
  /** Titles of columns to show first. */
  readonly first: ReadonlySet<string>;
  /** Whether the launch's own size is to be marked. */
  readonly current: boolean;
  /** Lines between the list of valid sizes and the table. */
  readonly notes: readonly string[];
}

/** More columns do not fit a hover; those that hold at every size are only named. */
const mostColumns = 5;

const marks: Readonly<Record<Outcome, string>> = {
  holds: '✓',
  pads: '≈',
  unsharded: '≈',
  replicates: '≈',
  slower: '!',
  corrupts: '✗',
  refuses: '✗',
  unknown: '?',
};

/** The table as Markdown: the valid sizes in the first line, one row a size, the arithmetic of the first failure at its end. */
export function sizeTableMarkdown(table: SizeTable, { first, current, notes }: TableOptions): string {
  const telling = tellingColumns(table, first);
  const quiet = table.columns.filter((_, at) => !telling.includes(at) && table.rows.every(({ outcomes }) => outcomes[at] === 'holds'));
  const header = [t('TP'), ...telling.map((at) => cell(table.columns[at]?.title ?? '')), t('why not')];
  const rows = table.rows.map((row) => rowMarkdown(row, telling, current && row.size === table.current));
  const lines = [line(header), line(['--:', ...telling.map(() => ':-:'), ':--']), ...rows];
  return [validSizes(table), ...notes, lines.join('\n'), ...atEverySize(quiet), ...legend(table, telling)].join('\n\n');
}

function validSizes({ valid = [] }: SizeTable): string {
  const sizes = valid.length === 0 ? t('none from 1 to 64') : valid.join(', ');
  return `**${t('Valid tensor-parallel sizes: {0}', sizes)}**`;
}

/** Columns that say no or perhaps at some size, those asked for first; all that were asked for, even if they always hold. */
function tellingColumns({ columns, rows }: SizeTable, first: ReadonlySet<string>): readonly number[] {
  const failures = columns.map((_, at) => rows.filter(({ outcomes }) => outcomes[at] !== 'holds').length);
  const places = columns.map((_, at) => at);
  const asked = places.filter((at) => first.has(columns[at]?.title ?? ''));
  const others = places.filter((at) => !asked.includes(at) && (failures[at] ?? 0) > 0);
  const refusing = (at: number): number => (rows.some(({ outcomes }) => outcomes[at] === 'refuses' || outcomes[at] === 'corrupts') ? 0 : 1);
  return [...asked, ...others.sort((a, b) => refusing(a) - refusing(b))].slice(0, mostColumns);
}

function rowMarkdown({ size, outcomes, reasons }: SizeRow, columns: readonly number[], isCurrent: boolean): string {
  const why = reasons[0] ? `\`${cell(reasons[0].arithmetic.replaceAll('`', "'"))}\`` : '';
  return line([isCurrent ? `**${size}**` : String(size), ...columns.map((at) => marks[outcomes[at] ?? 'unknown']), why]);
}

function atEverySize(columns: readonly SizeColumn[]): readonly string[] {
  if (columns.length === 0) return [];
  return [t('At every size: {0}', columns.map(({ title }) => `✓ ${title}`).join(', '))];
}

function legend({ rows }: SizeTable, columns: readonly number[]): readonly string[] {
  const shown = new Set(rows.flatMap(({ outcomes }) => columns.map((at) => marks[outcomes[at] ?? 'unknown'])));
  const meanings: readonly (readonly [string, string])[] = [
    ['≈', t('replicated, padded or kept whole')],
    ['!', t('slower')],
    ['?', t('not known')],
  ];
  const used = meanings.filter(([mark]) => shown.has(mark)).map(([mark, meaning]) => `${mark} ${meaning}`);
  return used.length === 0 ? [] : [used.join(' · ')];
}

/** For which engine, version and GPU the table speaks. */
export function launchNote({ engine, launch, hardware }: AnalysedLaunch): string {
  const { text, source } = launch.version;
  const version = source === 'assumed' ? t('{0} {1}, assumed', engine.title, text) : `${engine.title} ${text}`;
  const gpu =
    hardware.gpu === undefined ? t('GPU not said') : hardware.count === undefined ? hardware.gpu : `${hardware.count} × ${hardware.gpu}`;
  return `${version} · ${gpu}`;
}

/** The shape of a model in one line, and where it was read. */
export function modelNote(model: ModelConfig, resolution: ModelResolution): string {
  const { decoder, quantization } = model;
  const said: readonly (readonly [string, Fact<number | string> | undefined])[] = [
    [t('heads'), decoder.attentionHeads],
    [t('KV heads'), decoder.keyValueHeads],
    [t('hidden size'), decoder.hiddenSize],
    [t('MLP'), decoder.intermediateSize],
    [t('experts'), decoder.experts?.count],
    [t('layers'), decoder.layers],
    [t('quantization'), quantization?.method],
  ];
  const shape = said.flatMap(([name, fact]) => (fact ? [`${name} ${fact.value}`] : [])).join(' · ');
  const where = resolution.kind === 'found' && resolution.from === 'catalogue' ? t('bundled catalogue') : `\`${model.path}\``;
  return `${shape}  \n${t('from {0}', where)}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
