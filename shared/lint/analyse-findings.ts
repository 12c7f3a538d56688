import type { Constraint, Launch, Option } from '../engines/engine.ts';
import type { Fact } from '../model/fact.ts';
import { t } from '../text/localize.ts';
import type { Span } from '../text/span.ts';
import type { AnalysedLaunch } from './analysis.ts';
import type { Finding, RelatedPlace } from './finding.ts';
import type { Judged } from './judge.ts';
import { asksForSize, messageOf } from './judge-message.ts';
import { isFatal } from './severity.ts';

/** What a finding about a launch says, wherever it is shown. */
export function saidOf(
  judged: Judged,
  analysed: AnalysedLaunch,
  { path, span }: Pick<Finding, 'path' | 'span'>,
): Omit<Finding, 'related' | 'fixes'> {
  const { launch, engine, validTensorParallelSizes: valid } = analysed;
  const said = launchOf(analysed);
  return {
    path,
    span,
    rule: judged.constraint.rule,
    severity: judged.severity,
    confidence: judged.confidence,
    message: messageOf(judged, engine, launch, isRefusedAnyway(analysed) ? undefined : valid),
    engine: said.engine,
    engineVersion: said.engineVersion,
    model: said.model,
    tensorParallelSize: said.tensorParallelSize,
    validTensorParallelSizes: asksForSize(judged) ? valid : undefined,
  };
}

/** True if no size is valid and something else is why: to say so of the size would send a person the wrong way. */
function isRefusedAnyway({ validTensorParallelSizes: valid, constraints, layout }: AnalysedLaunch): boolean {
  if (valid?.length !== 0 || layout === undefined) return false;
  return constraints.some(({ knobs, judge }) => !knobs.includes('tensorParallelSize') && isFatal(judge(layout).outcome));
}

/** The launch that a finding speaks of. */
export function launchOf(
  analysed: AnalysedLaunch,
): Pick<Finding, 'engine' | 'engineVersion' | 'model' | 'tensorParallelSize' | 'validTensorParallelSizes'> {
  const { launch, engine, model, layout } = analysed;
  return {
    engine: engine.name,
    engineVersion: launch.version.text,
    model: launch.model?.text ?? model?.path,
    tensorParallelSize: layout?.tensorParallelSize,
    validTensorParallelSizes: undefined,
  };
}

/** Where a launch says what a constraint is about: its option, else one that could change it, else the model, else the command. */
export function placeInLaunch({ launch }: AnalysedLaunch, constraint: Constraint): Span {
  const { command, model } = launch;
  const start = command?.start ?? 0;
  return optionOf(launch, constraint)?.place.span ?? model?.place.span ?? command?.words[0]?.span ?? { start, end: start };
}

/** The option that a constraint is shown at, if one is written. */
export function optionOf({ options }: Launch, { option, knobs }: Constraint): Option | undefined {
  const names = [option ?? 'tensorParallelSize', 'tensorParallelSize', ...knobs];
  const name = names.find((one) => options.has(one));
  return name === undefined ? undefined : options.get(name);
}

/** Related places at the fields of the model's files, each field once. */
export function placesOfFacts(facts: readonly Fact<unknown>[]): readonly RelatedPlace[] {
  const places = new Map<string, RelatedPlace>();
  for (const { path, span, key, name, value } of facts) {
    const place = `${path}:${span.start}`;
    if (!places.has(place)) places.set(place, { path, span, message: t('{0} is {1}', name ?? key, shortened(value)) });
  }
  return [...places.values()];
}

function shortened(value: unknown): string {
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

/** Groups of equal key, in the order of their first members. */
export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
