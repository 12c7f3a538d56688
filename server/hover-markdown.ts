import type { Outcome } from '../shared/engines/engine.ts';
import type { AnalysedLaunch } from '../shared/lint/analysis.ts';
import type { Fact } from '../shared/model/fact.ts';
import type { ModelConfig } from '../shared/model/model-config.ts';
import type { ModelResolution } from '../shared/models/resolution.ts';
import type { SizeColumn, SizeFailure, SizeTable } from '../shared/plan/size-table.ts';
import { t } from '../shared/text/localize.ts';

export interface TableOptions {
  /** Titles of demands to show first. */
  readonly first: ReadonlySet<string>;
  /** Whether the launch's own size is to be marked. */
  readonly current: boolean;
  /** Lines between the list of valid sizes and the table. */
  readonly notes: readonly string[];
}

/** More demands do not fit a hover; those that hold at every size are only named. */
const mostDemands = 5;

/** Of a demand that nobody asked for, where nothing refuses anything. */
const fewestDemands = 2;

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

/**
 * The table as Markdown: the valid sizes in the first line, then a column for each size and a row for each demand that says
 * no or perhaps at one of them, with its arithmetic at the end. Wide rather than high: an editor cuts what is high.
 */
export function sizeTableMarkdown(table: SizeTable, { first, current, notes }: TableOptions): string {
  const telling = tellingDemands(table, first);
  const quiet = table.columns.filter((_, at) => !telling.includes(at) && table.rows.every(({ outcomes }) => outcomes[at] === 'holds'));
  const rows = telling.map((at) => demandRow(table, at));
  const lines = [...sizesHeader(t('TP'), table, current), ...rows];
  const below = [...atEverySize(quiet), ...legend(table, telling)].join(' · ');
  return [validSizes(table), ...notes, telling.length > 0 ? lines.join('\n') : '', below].filter(Boolean).join('\n\n');
}

/** Header of a table with a column for each size, the launch's own in brackets (all of a header is bold), and one for words. */
export function sizesHeader(name: string, table: SizeTable, current: boolean): readonly string[] {
  const sizes = table.rows.map(({ size }) => (current && size === table.current ? `[${size}]` : String(size)));
  return [row([name, ...sizes, ' ']), row([':--', ...sizes.map(() => ':-:'), ':--'])];
}

export function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function validSizes({ valid = [] }: SizeTable): string {
  const sizes = valid.length === 0 ? t('none from 1 to 64') : valid.join(', ');
  return `**${t('Valid tensor-parallel sizes: {0}', sizes)}**`;
}

/** Demands that say no or perhaps at some size, those asked for first, then the ones that refuse most; never none at all. */
function tellingDemands({ columns, rows }: SizeTable, first: ReadonlySet<string>): readonly number[] {
  const places = columns.map((_, at) => at);
  const asked = places.filter((at) => first.has(columns[at]?.title ?? ''));
  const refused = (at: number): number => rows.filter(({ outcomes }) => outcomes[at] === 'refuses' || outcomes[at] === 'corrupts').length;
  const others = places.filter((at) => !asked.includes(at) && rows.some(({ outcomes }) => outcomes[at] !== 'holds'));
  const telling = [...asked, ...others.sort((a, b) => refused(b) - refused(a))].slice(0, mostDemands);
  return telling.length > 0 ? telling : places.slice(0, fewestDemands);
}

function demandRow({ columns, rows }: SizeTable, at: number): string {
  const { title = '', failure } = columns[at] ?? {};
  return row([title, ...rows.map(({ outcomes }) => marks[outcomes[at] ?? 'unknown']), failure ? whyNot(failure) : '']);
}

/** More is a sentence, not arithmetic. */
const longestArithmetic = 40;

function whyNot({ size, arithmetic }: SizeFailure): string {
  return arithmetic.length > longestArithmetic ? arithmetic : t('TP {0}: {1}', size, `\`${arithmetic.replaceAll('`', "'")}\``);
}

function atEverySize(columns: readonly SizeColumn[]): readonly string[] {
  if (columns.length === 0) return [];
  return [t('✓ at each of these sizes: {0}', columns.map(({ title }) => title).join(', '))];
}

function legend({ rows }: SizeTable, columns: readonly number[]): readonly string[] {
  const shown = new Set(rows.flatMap(({ outcomes }) => columns.map((at) => marks[outcomes[at] ?? 'unknown'])));
  const meanings: readonly (readonly [string, string])[] = [
    ['≈', t('replicated, padded or kept whole')],
    ['!', t('slower')],
    ['?', t('not known')],
  ];
  return meanings.filter(([mark]) => shown.has(mark)).map(([mark, meaning]) => `${mark} ${meaning}`);
}

/** For which engine, version and GPU the table speaks. */
export function launchNote({ engine, launch, hardware }: AnalysedLaunch): string {
  const { text, source } = launch.version;
  const version = source === 'assumed' ? t('{0} {1}, assumed', engine.title, text) : `${engine.title} ${text}`;
  const gpu =
    hardware.gpu === undefined ? t('GPU unknown') : hardware.count === undefined ? hardware.gpu : `${hardware.count} × ${hardware.gpu}`;
  return `${version} · ${gpu}`;
}

/** The shape of a model and where it was read, in one line. */
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
  return `${shape} · ${t('from {0}', where)}`;
}
