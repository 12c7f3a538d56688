import type { Confidence, Constraint, EngineVersion, Judgement, Layout } from '../engines/engine.ts';
import { compareReleases, type Release } from '../engines/version.ts';
import type { Severity } from './finding.ts';
import { rules } from './rules.ts';
import { compareGravity, severityOf } from './severity.ts';

/** A constraint that has something to say about a layout. */
export interface Judged {
  readonly constraint: Constraint;
  readonly judgement: Judgement;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** True where the engine may do so, but it is not certain: low confidence, or a release that nobody named. */
  readonly tentative: boolean;
}

/** For which version of an engine constraints are judged. */
export interface JudgedVersion {
  readonly version: EngineVersion;
  readonly lastRelease: Release;
}

/** What the constraints say about a layout: gravest and surest first, the same in whatever order the constraints come. */
export function judge(constraints: readonly Constraint[], layout: Layout, judgedVersion: JudgedVersion): readonly Judged[] {
  const said: Judged[] = [];
  for (const constraint of constraints) {
    const judged = judgeOne(constraint, layout, judgedVersion);
    if (judged) said.push(judged);
  }
  return said.length < 2 ? said : said.sort(compareJudged);
}

function judgeOne(constraint: Constraint, layout: Layout, judgedVersion: JudgedVersion): Judged | undefined {
  const judgement = constraint.judge(layout);
  const confidence = judgement.confidence ?? constraint.confidence;
  const tentative = confidence === 'low' || isAheadOfReleases(constraint, judgedVersion);
  const severity = severityOf(judgement.outcome, tentative);
  return severity && { constraint, judgement, severity, confidence, tentative };
}

/** A version that nobody named may well be the last release, which does not have this demand yet. */
function isAheadOfReleases({ since }: Constraint, { version, lastRelease }: JudgedVersion): boolean {
  return version.source === 'assumed' && since !== undefined && compareReleases(since, lastRelease) > 0;
}

const ruleOrder: ReadonlyMap<string, number> = new Map(rules.map((rule, at) => [rule.id, at]));

function compareJudged(a: Judged, b: Judged): number {
  return (
    compareGravity(a, b) || orderOf(a) - orderOf(b) || placeOf(a) - placeOf(b) || compareTexts(a.constraint.title(), b.constraint.title())
  );
}

function orderOf({ constraint }: Judged): number {
  return ruleOrder.get(constraint.rule) ?? rules.length;
}

function placeOf({ constraint }: Judged): number {
  return constraint.facts[0]?.span.start ?? 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
