import { engines } from '../engines/registry.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/localize.ts';
import type { Span } from '../text/span.ts';
import { groupedBy, optionOf, placeInLaunch, placesOfFacts, saidOf } from './analyse-findings.ts';
import { configOf } from './analyse-launch.ts';
import { causesOfLaunch, spelling } from './analyse-launch-document.ts';
import type { AnalysedLaunch, Host } from './analysis.ts';
import { findingOf } from './deferred-finding.ts';
import type { Finding, Fix, RelatedPlace } from './finding.ts';
import type { OfferFixes } from './fixes/fixes.ts';
import { paddedCheckpoint, paddingAdvice } from './fixes/pad-width.ts';
import type { Judged } from './judge.ts';
import { type PointingLaunch, pointingLaunches } from './pointing-launches.ts';
import { compareGravity } from './severity.ts';
import { withoutLaunch } from './without-launch.ts';

/** Launches of scripts around the config.json that use the model in it. */
export function launchesOfModel(model: ModelConfig, host: Host): readonly PointingLaunch[] {
  return pointingLaunches(host, model.path, ({ resolution }) => configOf(resolution)?.path === model.path);
}

/** A cause that has a place in the file to stand at. */
interface PlacedCause {
  readonly judged: Judged;
  readonly analysed: AnalysedLaunch;
  readonly span: Span;
}

/** Where the file at `path` says what a launch breaks; undefined: it does not. */
export type PlaceInFile = (judged: Judged, analysed: AnalysedLaunch, path: string) => Span | undefined;

/** The field of a model's file that a constraint is about. */
export const fieldOfModel: PlaceInFile = ({ constraint }, _, path) => constraint.facts.find((one) => one.path === path)?.span;

/** What launches break, shown in the file at `path`; each rule once a place. */
export function findingsInFile(
  launches: readonly PointingLaunch[],
  placeIn: PlaceInFile,
  path: string,
  host: Host,
  offerFixes: OfferFixes,
): readonly Finding[] {
  const causes = launches.flatMap((launch) => causesInFile(launch, placeIn, path)).sort((a, b) => compareGravity(a.judged, b.judged));
  return groupedBy(causes, ({ judged, span }) => `${judged.constraint.rule}@${span.start}`).map((group) =>
    placedFinding(group, path, host, offerFixes),
  );
}

function causesInFile({ analysed, isSilenced }: PointingLaunch, placeIn: PlaceInFile, path: string): readonly PlacedCause[] {
  const causes = causesOfLaunch(analysed).flatMap((judged) => {
    const span = placeIn(judged, analysed, path);
    return span ? [{ judged, analysed, span }] : [];
  });
  return causes.filter(({ judged }) => !isSilenced(judged));
}

function placedFinding(group: readonly [PlacedCause, ...PlacedCause[]], path: string, host: Host, offerFixes: OfferFixes): Finding {
  const { judged, analysed, span } = group[0];
  const place = { path, span };
  const ofLaunch = group.filter((cause) => cause.analysed === analysed).map((cause) => cause.judged);
  const related = (): readonly RelatedPlace[] => [
    ...flagPlaces(group),
    ...placesOfFacts(judged.constraint.facts).filter((other) => other.path !== path || other.span.start !== span.start),
    ...paddingAdvice(ofLaunch, analysed, host.files),
  ];
  const fixes = (): readonly Fix[] => offerFixes(ofLaunch, analysed, { rule: judged.constraint.rule, ...place });
  return findingOf(saidOf(judged, analysed, place), {
    related,
    fixes,
    checkpointPadding: () => paddedCheckpoint(ofLaunch, analysed, host.files),
  });
}

/** The flags of the launches that break the constraint. */
function flagPlaces(group: readonly PlacedCause[]): readonly RelatedPlace[] {
  const places = group.map(({ judged, analysed }): RelatedPlace => {
    const option = optionOf(analysed.launch, judged.constraint);
    const said = option ? `${option.flag} ${option.text ?? ''}`.trim() : analysed.launch.entryPoint;
    return {
      path: analysed.path,
      span: placeInLaunch(analysed, judged.constraint),
      message: t('this {0} launch: {1}', analysed.engine.title, said),
    };
  });
  return groupedBy(places, ({ path, span }) => `${path}:${span.start}`).map(([first]) => first);
}

/** What is wrong in the model's own files, whatever engine runs it. */
export function problemsOfModel(model: ModelConfig, path: string): readonly Finding[] {
  return model.problems
    .filter((problem) => problem.path === path)
    .map(({ rule, severity, span, message, related, replacement }) =>
      findingOf(
        { ...withoutLaunch, rule, severity, confidence: 'high', message: message(), path, span, model: model.path },
        {
          related: () => (related ? [{ path, span: related.span, message: related.message() }] : []),
          fixes: () => (replacement ? [spelling(path, replacement)] : []),
        },
      ),
    );
}

/** The engine that a model is judged for where no launch points to it. */
export function engineFor(settings: Settings) {
  return engines.find(({ name }) => name === settings.engine);
}
