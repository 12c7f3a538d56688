import type { Word } from '../command.ts';
import type { Runs, Variable } from './value.ts';

/**
 * Variables at one point of the script. A branch or a subshell is a scope of its own over the outer one, so that what it
 * changes can be joined with the other branches or thrown away.
 */
export interface Scope {
  readonly outer: Scope | undefined;
  readonly own: Map<string, Variable | undefined>;
  /** Names that live in this scope alone (`local`, positional parameters). */
  readonly locals: Set<string> | undefined;
  /** The locals of the function that this scope is in, where `local` puts its names. */
  readonly functionLocals: Set<string> | undefined;
  exports: Exported | undefined;
  /** True after `exit`, `return`, `exec`: what follows does not run. */
  ended: boolean;
}

/** The exported variables, newest first; a list, so that a snapshot for each command costs nothing. */
export interface Exported {
  readonly name: string;
  /** Undefined: taken out of the environment again. */
  readonly word: Word | undefined;
  readonly before: Exported | undefined;
}

export function scopeOver(outer: Scope | undefined, locals?: Set<string>): Scope {
  return { outer, own: new Map(), locals, functionLocals: locals ?? outer?.functionLocals, exports: outer?.exports, ended: false };
}

/** The variables of an environment, over which each of several shells is a scope of its own. */
export function standingScope(environment: Iterable<readonly [string, Word]>): Scope {
  const scope = scopeOver(undefined);
  for (const [name, word] of environment) standWord(scope, name, word);
  return scope;
}

/** One more variable of an environment, or another value for one. */
export function standWord(scope: Scope, name: string, word: Word): void {
  scope.own.set(name, { runs: runsOfWord(word), elements: undefined, exported: true });
  scope.exports = { name, word, before: scope.exports };
}

export function runsOfWord(word: Word): Runs {
  return word.pieces.map((piece) => ({ ...piece, quoted: false }));
}

/** A variable's value; undefined where nothing in the file sets it. */
export function lookUp(scope: Scope, name: string): Variable | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const variable = at.own.get(name);
    if (variable !== undefined || at.own.has(name)) return variable;
  }
  return undefined;
}

export function assign(scope: Scope, name: string, variable: Variable | undefined): void {
  scope.own.set(name, variable);
  if (variable?.exported === true) exportWord(scope, name, variable);
  else if (variable === undefined && scope.exports !== undefined) scope.exports = { name, word: undefined, before: scope.exports };
}

function exportWord(scope: Scope, name: string, variable: Variable): void {
  scope.exports = { name, word: wordOfVariable(variable), before: scope.exports };
}

/** The value as one word, at the place where it is written. */
export function wordOfVariable({ runs }: Variable): Word {
  const first = runs[0];
  const span = { start: first?.span.start ?? 0, end: runs.at(-1)?.span.end ?? first?.span.end ?? 0 };
  const text = runs.reduce<string | undefined>(
    (all, run) => (all === undefined || run.text === undefined ? undefined : all + run.text),
    '',
  );
  return { text, source: text ?? '', span, pieces: runs };
}

/** The environment as a map; `hidden` names and those taken out are not in it. */
export function environmentOf(exported: Exported | undefined): ReadonlyMap<string, Word> {
  if (exported === undefined) return empty;
  const newestFirst = new Map<string, Word | undefined>();
  for (let at: Exported | undefined = exported; at !== undefined; at = at.before) {
    if (!newestFirst.has(at.name)) newestFirst.set(at.name, at.word);
  }
  const environment = new Map<string, Word>();
  for (const [name, word] of newestFirst) if (word !== undefined) environment.set(name, word);
  return environment;
}

const empty: ReadonlyMap<string, Word> = new Map();
