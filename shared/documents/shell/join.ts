import type { Piece, Word } from '../command.ts';
import { alternativesOf } from './alternatives.ts';
import { assign, lookUp, type Scope } from './scope.ts';
import { isAbsent, isCarried, type Run, type Runs, textOf, unknownRun, type Variable } from './value.ts';

/**
 * Joins branches into the scope from which they sprang: a variable that all paths leave with one value is known, what
 * differs is not. `exhaustive`: one of the branches runs for certain.
 */
export function joinBranches(outer: Scope, branches: readonly Scope[], exhaustive: boolean): void {
  const live = branches.filter((branch) => !branch.ended);
  if (live.length === 0) {
    if (exhaustive && branches.length > 0) outer.ended = true;
    return;
  }
  const [only] = live;
  if (exhaustive && live.length === 1 && only !== undefined) {
    commit(outer, only);
    return;
  }
  const changed = new Map<string, (Variable | undefined)[]>();
  for (const branch of live) {
    for (const [name, variable] of branch.own) {
      if (branch.locals?.has(name) === true) continue;
      const values = changed.get(name);
      if (values === undefined) changed.set(name, [variable]);
      else values.push(variable);
    }
  }
  for (const [name, values] of changed) {
    const prior = lookUp(outer, name);
    const all = exhaustive && values.length === live.length ? values : [prior, ...values];
    assign(outer, name, joined(all, prior));
  }
}

/** Takes over what a scope has changed, its locals apart. */
export function commit(outer: Scope, inner: Scope): void {
  for (const [name, variable] of inner.own) {
    if (inner.locals?.has(name) !== true) assign(outer, name, variable);
  }
}

function joined(values: readonly (Variable | undefined)[], prior: Variable | undefined): Variable | undefined {
  const meant = values.filter((value) => !isOverride(value, prior));
  if (meant.length === 0) return prior ?? values[0];
  const [first, ...others] = meant;
  if (first === undefined && others.every((other) => other === undefined)) return undefined;
  return others.reduce<Variable>((so, other) => joinTwo(so, other ?? absent), first ?? absent);
}

const absent: Variable = { runs: [{ ...unknownRun({ start: 0, end: 0 }), absent: true }], elements: undefined, exported: false };

/**
 * A value that comes from outside alone (`--tp) TP=$2`) overrides what the file says, and a loop's own unknown is
 * whatever it was before: neither makes a known value unknown.
 */
function isOverride(value: Variable | undefined, prior: Variable | undefined): boolean {
  if (value === undefined || value.elements !== undefined) return false;
  return isCarried(value.runs) || (prior !== undefined && !isAbsent(prior.runs) && isAbsent(value.runs));
}

function joinTwo(one: Variable, other: Variable): Variable {
  const both = joinValues(one, other);
  const alternatives = alternativesOf(both, one, other);
  return alternatives.length === 0 ? both : { ...both, alternatives };
}

function joinValues(one: Variable, other: Variable): Variable {
  const exported = one.exported || other.exported;
  if (one.elements !== undefined && other.elements !== undefined) return joinArrays(one.elements, other.elements, exported);
  if (one.elements !== undefined || other.elements !== undefined) return { runs: [unknownRun(spanOf(one))], elements: undefined, exported };
  if (one.runs === other.runs || (isAbsent(one.runs) && isAbsent(other.runs))) return { ...one, exported };
  return { runs: joinRuns(one.runs, other.runs), elements: undefined, exported };
}

function spanOf(variable: Variable): Piece['span'] {
  return variable.runs[0]?.span ?? { start: 0, end: 0 };
}

function joinRuns(one: Runs, other: Runs): Runs {
  let same = 0;
  while (same < one.length && same < other.length && isSameRun(one[same], other[same])) same++;
  if (same === one.length && same === other.length) return one;
  const text = textOf(one);
  if (text !== undefined && text === textOf(other))
    return [{ ...(one[0] ?? unknownRun({ start: 0, end: 0 })), text, origin: undefined, nowhere: true }];
  const span = (one[same] ?? other[same])?.span ?? { start: 0, end: 0 };
  const rests = [one[same], other[same]].filter((run) => run !== undefined);
  const blank = same > 0 && rests.every((run) => /^\s/.test(run.text ?? ''));
  const kept = one.slice(0, same);
  return blank ? [...kept, { text: ' ', span, origin: undefined, quoted: false }, unknownRun(span)] : [...kept, unknownRun(span)];
}

function isSameRun(one: Run | undefined, other: Run | undefined): boolean {
  if (one === undefined || other === undefined || one.text !== other.text) return false;
  const home = homeOf(one);
  const otherHome = homeOf(other);
  return home.start === otherHome.start && home.end === otherHome.end;
}

function homeOf({ home, origin, span }: Run): Piece['span'] {
  return home ?? origin ?? span;
}

/** Elements that one path adds and another does not become one word that may be any number of words. */
function joinArrays(one: readonly Word[], other: readonly Word[], exported: boolean): Variable {
  if (one === other) return { runs: firstRuns(one), elements: one, exported };
  const shorter = Math.min(one.length, other.length);
  let head = 0;
  while (head < shorter && isSameWord(one[head], other[head])) head++;
  let tail = 0;
  while (tail < shorter - head && isSameWord(one[one.length - 1 - tail], other[other.length - 1 - tail])) tail++;
  const differs = one[head] ?? other[head];
  if (head === one.length && head === other.length) return { runs: firstRuns(one), elements: one, exported };
  const agreed = one.length === other.length && one.every((word, at) => word.text !== undefined && word.text === other[at]?.text);
  const elements = agreed
    ? one.map(withoutPlace)
    : [...one.slice(0, head), ...gap(one[head - 1], differs), ...one.slice(one.length - tail)];
  return { runs: firstRuns(elements), elements, exported };
}

function isSameWord(one: Word | undefined, other: Word | undefined): boolean {
  return (
    one === other ||
    (one !== undefined && other !== undefined && one.text !== undefined && one.text === other.text && one.span.start === other.span.start)
  );
}

/** The word that stands for what only some paths have; none where an open one stands there already. */
function gap(before: Word | undefined, differs: Word | undefined): readonly Word[] {
  return before?.spread === true ? [] : [spreadWord(differs)];
}

/** Written alike on several paths: known, but no single place holds it. */
function withoutPlace(word: Word): Word {
  const run: Run = { text: word.text, span: word.span, origin: undefined, quoted: true, nowhere: true };
  return { ...word, pieces: [run] };
}

export function spreadWord(like: Word | undefined): Word {
  const span = like?.span ?? { start: 0, end: 0 };
  return { text: undefined, source: '', span, pieces: [unknownRun(span)], spread: true };
}

export function firstRuns(elements: readonly Word[]): Runs {
  return (elements[0]?.pieces ?? []) as Runs;
}
