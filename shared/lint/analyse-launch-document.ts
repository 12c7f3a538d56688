import type { LaunchDocument } from '../documents/document.ts';
import type { LaunchProblem, Option } from '../engines/engine.ts';
import type { Files } from '../models/files.ts';
import type { Settings } from '../settings/settings.ts';
import { t } from '../text/localize.ts';
import { isPlaceholderName } from '../text/placeholder.ts';
import { containsOffset } from '../text/span.ts';
import { groupedBy, launchOf, optionOf, placeInLaunch, placesOfFacts, saidOf } from './analyse-findings.ts';
import { analyseLaunch, analyseLaunchIf, type FoundLaunch } from './analyse-launch.ts';
import type { AnalysedLaunch, Host } from './analysis.ts';
import { findingOf } from './deferred-finding.ts';
import type { Finding, Fix, RelatedPlace } from './finding.ts';
import type { OfferFixes } from './fixes/fixes.ts';
import { paddedCheckpoint, paddingAdvice } from './fixes/pad-width.ts';
import { type Judged, judge } from './judge.ts';
import { causesOf } from './judge-causes.ts';
import { recognizedLaunches } from './recognized-launches.ts';
import { withoutLaunch } from './without-launch.ts';

/** The launches that stand in a document, each with its model. */
export function launchesIn(document: LaunchDocument, path: string, host: Host, settings: Settings): readonly AnalysedLaunch[] {
  return recognizedLaunches(document, settings).map(({ engine, launch }) => analyseLaunch(launch, engine, path, host, settings));
}

/** Those of them that are asked for. */
export function launchesAskedFor(
  isAskedFor: (one: FoundLaunch) => boolean,
  document: LaunchDocument,
  path: string,
  host: Host,
  settings: Settings,
): readonly AnalysedLaunch[] {
  return recognizedLaunches(document, settings).flatMap(
    ({ engine, launch }) => analyseLaunchIf(isAskedFor, launch, engine, path, host, settings) ?? [],
  );
}

/** True where the rules could not be asked: the model or the size of the launch is not known. */
export function isUnjudged({ model, layout }: AnalysedLaunch): boolean {
  return model === undefined || layout?.tensorParallelSize === undefined;
}

/** What a launch document is told about one of its launches. */
export function findingsOfLaunch(analysed: AnalysedLaunch, files: Files, offerFixes: OfferFixes): readonly Finding[] {
  const causes = causesOfLaunch(analysed);
  const size = analysed.launch.options.get('tensorParallelSize');
  return [
    ...analysed.launch.problems.map((problem) => problemFinding(problem, analysed, { path: analysed.path, span: problem.span })),
    ...missingModel(analysed),
    ...groupedBy(causes, (judged) => `${judged.constraint.rule}@${placeInLaunch(analysed, judged.constraint).start}`).map((group) =>
      ruleFinding(group, analysed, files, offerFixes),
    ),
    ...(size ? powerOfTwo(analysed, causes, { path: analysed.path, span: size.place.span }) : []),
  ];
}

/** The independent things that the engine has against a launch, or that it does at some cost. */
export function causesOfLaunch({ constraints, layout, launch, engine }: AnalysedLaunch): readonly Judged[] {
  if (!layout) return [];
  return causesOf(judge(constraints, layout, { version: launch.version, lastRelease: engine.lastRelease }));
}

function ruleFinding(group: readonly [Judged, ...Judged[]], analysed: AnalysedLaunch, files: Files, offerFixes: OfferFixes): Finding {
  const first = group[0];
  const place = { path: analysed.path, span: placeInLaunch(analysed, first.constraint) };
  const related = (): readonly RelatedPlace[] => [
    ...gpuPlace(first, analysed),
    ...writtenPlace(optionOf(analysed.launch, first.constraint), analysed.path),
    ...modelPlaces(group, analysed),
    ...paddingAdvice(group, analysed, files),
  ];
  const fixes = (): readonly Fix[] => offerFixes(group, analysed, { rule: first.constraint.rule, ...place });
  const checkpointPadding = () => paddedCheckpoint(group, analysed, files);
  return findingOf(saidOf(first, analysed, place), { related, fixes, checkpointPadding });
}

function modelPlaces(group: readonly Judged[], { resolution }: AnalysedLaunch): readonly RelatedPlace[] {
  if (resolution.kind === 'missing' || resolution.from === 'catalogue') return [];
  return placesOfFacts(group.flatMap(({ constraint }) => constraint.facts));
}

function gpuPlace({ constraint }: Judged, { launch, path }: AnalysedLaunch): readonly RelatedPlace[] {
  if (constraint.rule !== 'gpu-count' || launch.gpus?.count === undefined) return [];
  return [{ path, span: launch.gpus.span, message: t('GPUs given here: {0}', launch.gpus.count) }];
}

/** Where a value is written that the command only refers to: the assignment of its variable, or a file that the launch names. */
function writtenPlace(option: Option | undefined, path: string): readonly RelatedPlace[] {
  if (option === undefined) return [];
  const { place, writtenIn, flag, text = '' } = option;
  if (writtenIn) return [{ path: writtenIn.path, span: writtenIn.span, message: t('{0} is {1}', flag, text) }];
  if (place.editable === undefined || containsOffset(place.span, place.editable.start)) return [];
  return [{ path, span: place.editable, message: t('the value {0} is set here', text) }];
}

/** A place of a document, as a finding has it. */
type PlaceOfFinding = Pick<Finding, 'path' | 'span'>;

/** What the engine's parser has against the launch's words, shown at `place`; the fix changes the words where they stand. */
export function problemFinding(problem: LaunchProblem, analysed: AnalysedLaunch, { path, span }: PlaceOfFinding): Finding {
  const { rule, severity, message, replacement, writtenIn } = problem;
  const home = writtenIn?.path ?? analysed.path;
  const elsewhere =
    writtenIn && writtenIn.path !== path ? [{ path: writtenIn.path, span: writtenIn.span, message: t('it is written here') }] : [];
  const launched = path === analysed.path ? [] : [{ path: analysed.path, span: problem.span, message: launchedHere(analysed) }];
  return findingOf(
    { rule, severity, confidence: 'high', message: message(), path, span, ...launchOf(analysed) },
    { related: () => [...elsewhere, ...launched], fixes: () => (replacement ? [spelling(home, replacement)] : []) },
  );
}

function launchedHere({ engine, launch }: AnalysedLaunch): string {
  return t('this {0} launch: {1}', engine.title, launch.entryPoint);
}

/** A replacement that is always right. */
export function spelling(
  path: string,
  { title, span, newText }: NonNullable<AnalysedLaunch['launch']['problems'][number]['replacement']>,
): Fix {
  return { title: title(), safe: true, preferred: true, edits: [{ path, span, newText }] };
}

const placesShown = 2;

function missingModel(analysed: AnalysedLaunch): readonly Finding[] {
  const { launch, resolution, path } = analysed;
  if (launch.model?.text === undefined || resolution.kind === 'found' || resolution.why === 'unknown') return [];
  const reference = launch.model.text;
  // An empty variable before a slash: what it stands for is set elsewhere.
  if (/^[./]*$/.test(reference) || isPlaceholderName(reference)) return [];
  const looked = resolution.looked.slice(0, placesShown).join(', ') + (resolution.looked.length > placesShown ? ', …' : '');
  const message =
    resolution.why === 'unreadable'
      ? t('{0} is not the config.json of a model, so {1} is not checked', looked, reference)
      : /^[\w.-]+\/[\w.-]+$/.test(reference)
        ? t('no config.json was found for {0}, so its shape is not checked; looked in {1} and the bundled catalogue', reference, looked)
        : t('no config.json was found for {0}, so its shape is not checked; looked in {1}', reference, looked);
  const span = launch.model.place.span;
  return [
    findingOf(
      {
        ...withoutLaunch,
        ...launchOf(analysed),
        rule: 'model-not-found',
        severity: 'information',
        confidence: 'high',
        message,
        path,
        span,
      },
      {},
    ),
  ];
}

/** That a size is none of those that kernels are tuned for, shown at `place`. */
export function powerOfTwo(analysed: AnalysedLaunch, causes: readonly Judged[], place: PlaceOfFinding): readonly Finding[] {
  const size = analysed.layout?.tensorParallelSize;
  if (size === undefined || !Number.isInteger(size) || size < 3 || (size & (size - 1)) === 0) return [];
  // A size of which something is not known is not said to fit.
  if (analysed.validTensorParallelSizes?.includes(size) !== true || causes.some(({ severity }) => severity !== 'information')) return [];
  const message = t(
    'tensor-parallel size {0} is not a power of two: it fits this model, but kernels and collectives are tuned for powers of two',
    size,
  );
  const { path, span } = place;
  return [findingOf({ ...launchOf(analysed), rule: 'power-of-two', severity: 'information', confidence: 'high', message, path, span }, {})];
}
