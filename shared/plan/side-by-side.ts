import type { Engine, Outcome } from '../engines/engine.ts';
import { engines } from '../engines/registry.ts';
import type { AnalysedLaunch } from '../lint/analysis.ts';
import { type Judged, judge } from '../lint/judge.ts';
import { causesOf } from '../lint/judge-causes.ts';
import { messageOf } from '../lint/judge-message.ts';
import { isFatal } from '../lint/severity.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';
import { loneLaunch } from './lone-launch.ts';
import { isPromised } from './size-table.ts';

/** What one engine makes of a model, beside the others. */
export interface EngineRow {
  readonly engine: Engine;
  /** The engine inside the engine that will run it: `turbomind`. */
  readonly variant: string | undefined;
  readonly version: string;
  readonly assumed: boolean;
  /** Undefined where the head count is unknown. */
  readonly valid: readonly number[] | undefined;
  /** What it makes of each size that was asked for. */
  readonly sizes: readonly SizeVerdict[];
}

export interface SizeVerdict {
  readonly size: number;
  /** Undefined where that is not known. */
  readonly runs: boolean | undefined;
  /** Why it does not run, or may not; undefined where nothing stands against it. */
  readonly refusal: string | undefined;
  /** What the engine does without a word: pads, replicates, keeps whole. */
  readonly silently: readonly string[];
}

/** One row an engine, the engine named first on top; each with nothing but the tensor-parallel size set. */
export function sideBySide(model: ModelConfig, settings: Settings, sizes: readonly number[], first: Engine['name']): readonly EngineRow[] {
  const ordered = [...engines].sort((a, b) => Number(b.name === first) - Number(a.name === first));
  return ordered.map((engine) => rowOf(loneLaunch(model, engine, settings), sizes));
}

function rowOf(analysed: AnalysedLaunch, sizes: readonly number[]): EngineRow {
  const { engine, launch, validTensorParallelSizes: valid } = analysed;
  return {
    engine,
    variant: launch.variant,
    version: launch.version.text,
    assumed: launch.version.source === 'assumed',
    valid,
    sizes: sizes.map((size) => verdictOf(analysed, size)),
  };
}

function runs(fatal: Judged | undefined, promised: boolean): boolean | undefined {
  if (fatal !== undefined) return fatal.tentative ? undefined : false;
  return promised ? true : undefined;
}

const silent: ReadonlySet<Outcome> = new Set(['pads', 'replicates', 'unsharded']);

function verdictOf(analysed: AnalysedLaunch, size: number): SizeVerdict {
  const { engine, launch, constraints } = analysed;
  const layout = engine.layoutOf(launch, { tensorParallelSize: size });
  const judged = causesOf(judge(constraints, layout, { version: launch.version, lastRelease: engine.lastRelease }));
  const fatal = judged.find(({ judgement }) => isFatal(judgement.outcome));
  const kept = judged.filter(({ judgement }) => silent.has(judgement.outcome));
  return {
    size,
    runs: runs(fatal, isPromised(size, analysed)),
    refusal: fatal && messageOf(fatal, engine, launch, undefined),
    silently: kept.map((one) => messageOf(one, engine, launch, undefined)),
  };
}
