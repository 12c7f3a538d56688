import type { LaunchDocument } from '../documents/document.ts';
import { engines } from '../engines/registry.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Settings } from '../settings/settings.ts';
import { lineMapOf } from '../text/line-map.ts';
import { t } from '../text/localize.ts';
import type { Span } from '../text/span.ts';
import { groupedBy, optionOf, placeInLaunch, placesOfFacts, saidOf } from './analyse-findings.ts';
import { causesOfLaunch, launchesOfModelIn, spelling } from './analyse-launch-document.ts';
import { readLaunchDocument } from './analyse-read.ts';
import type { AnalysedLaunch, Host, Source } from './analysis.ts';
import { findingOf } from './deferred-finding.ts';
import type { Finding, Fix, RelatedPlace } from './finding.ts';
import type { OfferFixes } from './fixes/fixes.ts';
import { paddingAdvice } from './fixes/pad-width.ts';
import type { Judged } from './judge.ts';
import { compareGravity } from './severity.ts';
import { applySuppressions } from './suppressions.ts';
import { withoutLaunch } from './without-launch.ts';

/** A launch of a script that uses the model, and which rules the script's own comments and settings silence for it. */
export interface PointingLaunch {
  readonly analysed: AnalysedLaunch;
  readonly isSilenced: (judged: Judged) => boolean;
}

/** Launches of scripts around the config.json that use the model in it. */
export function launchesOfModel(model: ModelConfig, host: Host): readonly PointingLaunch[] {
  return host.scriptsAround(model.path).flatMap((script) => launchesOfScript(script, model, host));
}

function launchesOfScript(script: Source, model: ModelConfig, host: Host): readonly PointingLaunch[] {
  const document = readLaunchDocument(script, host.files);
  if (!document) return [];
  const settings = host.settingsFor(script.path);
  const launches = launchesOfModelIn(model.path, document, script.path, host, settings);
  return launches.map((analysed) => ({ analysed, isSilenced: (judged) => isSilenced(judged, analysed, script, document, settings) }));
}

/** A rule that is silenced at the launch is silenced at the field too: nobody wants to say it twice, and JSON has no comments. */
function isSilenced(
  judged: Judged,
  analysed: AnalysedLaunch,
  { path, text }: Source,
  { comments, commands }: LaunchDocument,
  settings: Settings,
): boolean {
  if (!text.includes('shardlint:')) return false;
  const finding = findingOf({ ...saidOf(judged, analysed), path, span: placeInLaunch(analysed, judged.constraint) }, {});
  const { findings } = applySuppressions([finding], { path, text, lines: lineMapOf(text), comments, commands, settings });
  return !findings.includes(finding);
}

/** A cause that has a field of the file to stand at. */
interface FieldCause {
  readonly judged: Judged;
  readonly analysed: AnalysedLaunch;
  readonly span: Span;
}

/** What launches have against the model, shown at the fields of the file at `path`; each rule once a field. */
export function findingsAtFields(
  launches: readonly PointingLaunch[],
  path: string,
  host: Host,
  offerFixes: OfferFixes,
): readonly Finding[] {
  const causes = launches.flatMap((launch) => causesAtFields(launch, path)).sort((a, b) => compareGravity(a.judged, b.judged));
  return groupedBy(causes, ({ judged, span }) => `${judged.constraint.rule}@${span.start}`).map((group) =>
    fieldFinding(group, path, host, offerFixes),
  );
}

function causesAtFields({ analysed, isSilenced }: PointingLaunch, path: string): readonly FieldCause[] {
  const causes = causesOfLaunch(analysed).flatMap((judged) => atField(judged, analysed, path));
  return causes.filter(({ judged }) => !isSilenced(judged));
}

function atField(judged: Judged, analysed: AnalysedLaunch, path: string): readonly FieldCause[] {
  const fact = judged.constraint.facts.find((one) => one.path === path);
  return fact ? [{ judged, analysed, span: fact.span }] : [];
}

function fieldFinding(group: readonly [FieldCause, ...FieldCause[]], path: string, host: Host, offerFixes: OfferFixes): Finding {
  const { judged, analysed, span } = group[0];
  const place = { path, span };
  const ofLaunch = group.filter((cause) => cause.analysed === analysed).map((cause) => cause.judged);
  const related = (): readonly RelatedPlace[] => [
    ...flagPlaces(group),
    ...placesOfFacts(judged.constraint.facts).filter((other) => other.path !== path || other.span.start !== span.start),
    ...paddingAdvice(ofLaunch, analysed, host.files),
  ];
  const fixes = (): readonly Fix[] => offerFixes(ofLaunch, analysed, { rule: judged.constraint.rule, ...place });
  return findingOf({ ...saidOf(judged, analysed), ...place }, { related, fixes });
}

/** The flags of the launches that break the constraint. */
function flagPlaces(group: readonly FieldCause[]): readonly RelatedPlace[] {
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
