import type { Engine } from '../engines/engine.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { curableSizes, type Padding, paddingFor } from '../plan/padding.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/localize.ts';
import type { Span } from '../text/span.ts';
import { launchOf, placesOfFacts } from './analyse-findings.ts';
import { hardwareFrom, pairedLaunch, versionSetting } from './analyse-launch.ts';
import type { AnalysedLaunch } from './analysis.ts';
import { findingOf } from './deferred-finding.ts';
import type { CheckpointPadding, Finding, Fix, RelatedPlace, Severity } from './finding.ts';
import type { OfferPadding } from './fixes/fixes.ts';
import { type Judged, judge } from './judge.ts';
import { causesOf, isQuantizationShape } from './judge-causes.ts';
import { messageOf, sizeList } from './judge-message.ts';

/** Launches that stand for "this model at this size", one for each target of the settings. */
export function targetLaunches(engine: Engine, model: ModelConfig, settings: Settings): readonly AnalysedLaunch[] {
  const setting = versionSetting(engine, settings);
  const hardware = hardwareFrom(settings);
  return settings.targets.sizes.map((size) =>
    pairedLaunch(
      {
        launch: engine.launchOf(size, setting),
        engine,
        path: model.path,
        assumed: true,
        resolution: { kind: 'found', config: model, from: 'path' },
        hardware,
      },
      () => undefined,
    ),
  );
}

/** A target size and what certainly stands against it. */
interface Target {
  readonly analysed: AnalysedLaunch;
  readonly size: number;
  /** The gravest cause first. */
  readonly causes: readonly [Judged, ...Judged[]];
  /** Undefined where something else than quantization groups and blocks stands against the size too. */
  readonly cutOff: Judged | undefined;
}

/**
 * What a config.json is told without a launch: quantization groups and blocks that cut off sizes which the heads allow, each a warning at
 * its field; anything else one information for the file, or a warning for each size that the user chose.
 */
export function findingsOfTargets(
  launches: readonly AnalysedLaunch[],
  path: string,
  chosen: boolean,
  offerPadding: OfferPadding,
): readonly Finding[] {
  const failing = launches.flatMap((launch) => targetOf(launch, path));
  const cutOff = failing.filter((target) => target.cutOff !== undefined);
  const other = failing.filter((target) => target.cutOff === undefined);
  const sizes = cutOff.map(({ size }) => size);
  const groups = groupsByField(cutOff, path, chosen).map((group) => cutOffFinding(group, path, sizes, offerPadding));
  if (chosen) return [...groups, ...other.map((target) => otherFinding([target], path, 'warning'))];
  const [first, ...rest] = other;
  return first ? [...groups, otherFinding([first, ...rest], path, 'information')] : groups;
}

/** Causes that stand in another file of the model are told there. */
function targetOf(analysed: AnalysedLaunch, path: string): readonly Target[] {
  const { constraints, layout, launch, engine } = analysed;
  if (layout?.tensorParallelSize === undefined) return [];
  const judged = judge(constraints, layout, { version: launch.version, lastRelease: engine.lastRelease });
  const certain = causesOf(judged).filter(({ severity }) => severity === 'error');
  const [first, ...rest] = certain.filter(({ constraint }) => constraint.facts.some((fact) => fact.path === path));
  if (!first) return [];
  const ofQuantization = [first, ...rest].every(({ constraint }) => isQuantizationShape(constraint.rule));
  return [{ analysed, size: layout.tensorParallelSize, causes: [first, ...rest], cutOff: ofQuantization ? first : undefined }];
}

interface CutOff {
  readonly judged: Judged;
  readonly span: Span;
  readonly targets: [Target, ...Target[]];
}

/** One group for each rule and field; for each size as well where the user chose the sizes. */
function groupsByField(targets: readonly Target[], path: string, chosen: boolean): readonly CutOff[] {
  const groups = new Map<string, CutOff>();
  for (const target of targets) {
    for (const judged of target.causes) {
      const span = fieldSpan(judged, path);
      const key = `${judged.constraint.rule}@${span.start}${chosen ? `@${target.size}` : ''}`;
      const group = groups.get(key);
      if (group) group.targets.push(target);
      else groups.set(key, { judged, span, targets: [target] });
    }
  }
  return [...groups.values()];
}

function fieldSpan({ constraint }: Judged, path: string): Span {
  return constraint.facts.find((fact) => fact.path === path)?.span ?? { start: 0, end: 0 };
}

function cutOffFinding({ judged, span, targets }: CutOff, path: string, wished: readonly number[], offerPadding: OfferPadding): Finding {
  const { analysed } = targets[0];
  const sizes = targets.map(({ size }) => size);
  const said = messageOf(judged, analysed.engine, analysed.launch, analysed.validTensorParallelSizes);
  const message =
    targets.length === 1 ? said : t('{0} (tensor-parallel sizes {1} all fail on {2})', said, sizeList(sizes), analysed.engine.title);
  const padding = once(() => paddingOf(judged, analysed, wished));
  const related = (): readonly RelatedPlace[] => [
    ...placesOfFacts(judged.constraint.facts).filter((place) => place.path !== path || place.span.start !== span.start),
    ...listOf(padding(), offerPadding.advice),
  ];
  const fixes = (): readonly Fix[] =>
    listOf(padding(), (found) => offerPadding.fixes(found, { rule: judged.constraint.rule, path, span })).flat();
  const checkpointPadding = (): CheckpointPadding | undefined => listOf(padding(), offerPadding.checkpoint)[0];
  const known = { ...launchOf(analysed), rule: judged.constraint.rule, severity: 'warning' as const, confidence: judged.confidence };
  return findingOf(
    { ...known, validTensorParallelSizes: analysed.validTensorParallelSizes, message, path, span },
    { related, fixes, checkpointPadding },
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function listOf<T, R>(value: T | undefined, map: (value: T) => R): readonly R[] {
  return value === undefined ? [] : [map(value)];
}

/** The width at which every target works that nothing else stands against. */
function paddingOf({ constraint }: Judged, analysed: AnalysedLaunch, wished: readonly number[]): Padding | undefined {
  return constraint.knobs.includes('intermediateSize') ? paddingFor(analysed, curableSizes(analysed, wished)) : undefined;
}

function otherFinding(targets: readonly [Target, ...Target[]], path: string, severity: Severity): Finding {
  const { analysed, causes } = targets[0];
  const { engine, validTensorParallelSizes: valid = [] } = analysed;
  const sizes = targets.map(({ size }) => size);
  const why = causes[0].judgement.message?.() ?? causes[0].constraint.title();
  const message =
    sizes.length === 1
      ? t(
          'at tensor-parallel size {0} this model does not start on {1}: {2}; valid: {3}',
          sizeList(sizes),
          engine.title,
          why,
          listed(valid),
        )
      : t(
          'at tensor-parallel sizes {0} this model does not start on {1}: {2}; valid: {3}',
          sizeList(sizes),
          engine.title,
          why,
          listed(valid),
        );
  const known = {
    ...launchOf(analysed),
    rule: 'target-sizes',
    severity,
    confidence: causes[0].confidence,
    validTensorParallelSizes: valid,
  };
  return findingOf(
    { ...known, message, path, span: fieldSpan(causes[0], path) },
    { related: () => placesOfFacts(causes[0].constraint.facts) },
  );
}

function listed(valid: readonly number[]): string {
  return valid.length === 0 ? t('none') : sizeList(valid);
}
