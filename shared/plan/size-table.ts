import type { Constraint, Engine, Layout, Outcome } from '../engines/engine.ts';
import type { AnalysedLaunch } from '../lint/analysis.ts';
import { type Judged, judge } from '../lint/judge.ts';
import { causesOf } from '../lint/judge-causes.ts';
import { messageOf } from '../lint/judge-message.ts';
import { isFatal } from '../lint/severity.ts';
import { largestCandidate } from './candidate-layouts.ts';

/** Tensor-parallel sizes × demands, the launch's other sizes as they stand. */
export interface SizeTable {
  readonly columns: readonly SizeColumn[];
  readonly rows: readonly SizeRow[];
  /** Undefined where the head count is unknown. */
  readonly valid: readonly number[] | undefined;
  /** The size that the launch has now; undefined if unknown. */
  readonly current: number | undefined;
}

/** One demand; constraints with the same rule and title (several schemes, towers) stand together. */
export interface SizeColumn {
  readonly rule: string;
  readonly title: string;
  /** Why the launch's own size fails, else the first that does; undefined where none of the table's does. */
  readonly failure: SizeFailure | undefined;
}

export interface SizeFailure {
  readonly size: number;
  /** Few words: `3696 % 128 = 112`. */
  readonly arithmetic: string;
}

export interface SizeRow {
  readonly size: number;
  /** `unknown`: nothing is known against the size, but it is not among the valid ones either. */
  readonly verdict: 'ok' | 'unknown' | 'warning' | 'error';
  /** The gravest outcome of each column, in the columns' order. */
  readonly outcomes: readonly Outcome[];
  /** Everything the engine has against the size, the gravest first. */
  readonly reasons: readonly SizeReason[];
}

export interface SizeReason {
  readonly rule: string;
  /** Whole sentence. */
  readonly message: string;
  /** Few words: `3696 % 128 = 112`. */
  readonly arithmetic: string;
}

/** Sizes that people choose among. */
const usualSizes = [1, 2, 4, 8, 16, 32, 64];

const mostRows = 12;

/**
 * The table of a launch and its model. `sizes` are its rows; without them the usual ones, the launch's own, and valid ones
 * up to 16, at most twelve.
 */
export function sizeTable(analysed: AnalysedLaunch, sizes: readonly number[] = shownSizes(analysed)): SizeTable {
  const columns = columnsOf(analysed.constraints);
  return {
    columns: columns.map((column) => ({
      rule: column[0].rule,
      title: column[0].title(),
      failure: failureOf(column, sizes, analysed),
    })),
    rows: sizes.map((size) => rowOf(size, columns, analysed)),
    valid: analysed.validTensorParallelSizes,
    current: analysed.layout?.tensorParallelSize,
  };
}

/** The launch's own size and the usual ones always; valid ones up to 16 as far as there is room. */
function shownSizes({ layout, validTensorParallelSizes: valid = [] }: AnalysedLaunch): readonly number[] {
  const own = layout?.tensorParallelSize;
  const wished = [
    ...(own === undefined || own < 1 || !Number.isInteger(own) ? [] : [own]),
    ...usualSizes,
    ...valid.filter((size) => size <= 16),
  ];
  return [...new Set(wished)].slice(0, mostRows).sort((a, b) => a - b);
}

type Column = readonly [Constraint, ...Constraint[]];

function columnsOf(constraints: readonly Constraint[]): readonly Column[] {
  const columns = new Map<string, [Constraint, ...Constraint[]]>();
  for (const constraint of constraints) {
    const key = `${constraint.rule} ${constraint.title()}`;
    const column = columns.get(key);
    if (column) column.push(constraint);
    else columns.set(key, [constraint]);
  }
  return [...columns.values()];
}

function failureOf(column: Column, sizes: readonly number[], analysed: AnalysedLaunch): SizeFailure | undefined {
  const { engine, launch, layout } = analysed;
  const own = sizes.filter((size) => size === layout?.tensorParallelSize);
  for (const size of [...own, ...sizes]) {
    const candidate = engine.layoutOf(launch, { tensorParallelSize: size });
    const failed = column.map(({ judge: judgeOne }) => judgeOne(candidate)).find(({ outcome }) => isFatal(outcome));
    const arithmetic = failed?.arithmetic?.() ?? failed?.message?.();
    if (arithmetic !== undefined) return { size, arithmetic };
  }
  return undefined;
}

function rowOf(size: number, columns: readonly Column[], analysed: AnalysedLaunch): SizeRow {
  const { engine, launch, constraints } = analysed;
  const layout = engine.layoutOf(launch, { tensorParallelSize: size });
  const causes = causesOf(judge(constraints, layout, { version: launch.version, lastRelease: engine.lastRelease }));
  return {
    size,
    verdict: verdictOf(causes, isPromised(size, analysed)),
    outcomes: columns.map((column) => gravest(column, layout)),
    reasons: causes.filter(({ severity }) => severity !== 'information').map((judged) => reasonOf(judged, engine, analysed)),
  };
}

function verdictOf(causes: readonly Judged[], promised: boolean): SizeRow['verdict'] {
  if (causes.some(({ severity }) => severity === 'error')) return 'error';
  if (causes.some(({ severity }) => severity === 'warning')) return 'warning';
  return promised ? 'ok' : 'unknown';
}

/** True if a size is among the valid ones, or beyond those that are tried. */
export function isPromised(size: number, { validTensorParallelSizes: valid }: AnalysedLaunch): boolean {
  return valid !== undefined && (size > largestCandidate || valid.includes(size));
}

function reasonOf(judged: Judged, engine: Engine, { launch }: AnalysedLaunch): SizeReason {
  const message = messageOf(judged, engine, launch, undefined);
  return { rule: judged.constraint.rule, message, arithmetic: judged.judgement.arithmetic?.() ?? message };
}

/** From fine to fatal. */
const gravity: readonly Outcome[] = ['holds', 'unknown', 'pads', 'unsharded', 'replicates', 'slower', 'corrupts', 'refuses'];

function gravest(column: Column, layout: Layout): Outcome {
  return column.reduce<Outcome>((worst, constraint) => {
    const { outcome } = constraint.judge(layout);
    return gravity.indexOf(outcome) > gravity.indexOf(worst) ? outcome : worst;
  }, 'holds');
}
