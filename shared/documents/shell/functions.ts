import type { Word } from '../command.ts';
import { positionalNames, setPositional } from './assignments.ts';
import { namesChangedIn } from './changed-names.ts';
import { type Context, deepestContext, type KnownFunction } from './context.ts';
import { joinBranches } from './join.ts';
import { assign, type Exported, scopeOver } from './scope.ts';
import { unknownRun } from './value.ts';

const mostCalls = 5;

/** Reads a function's body as this call runs it, and takes over what it changes. */
export function callFunction(context: Context, known: KnownFunction, words: readonly Word[], exports: Exported | undefined): void {
  const { reading } = context;
  known.calls += 1;
  if (known.calls > mostCalls || context.depth >= deepestContext || reading.budget <= 0) {
    known.calls = mostCalls + 1;
    skipCall(context, known);
    return;
  }
  reading.budget -= known.node.end - known.node.pos;
  const scope = scopeOver(context.scope, new Set(positionalNames));
  scope.exports = exports;
  const { text, embedded } = known.context;
  const inner: Context = {
    ...context,
    text,
    embedded,
    scope,
    conditional: true,
    inFunction: true,
    depth: context.depth + 1,
    frame: context.frame && { ...context.frame, start: undefined },
    input: undefined,
  };
  setPositional(inner, words);
  reading.runNode(inner, known.node.body);
  scope.ended = false;
  joinBranches(context.scope, [scope], true);
}

/** A call that is not followed: what the function may change is no longer known. */
function skipCall(context: Context, known: KnownFunction): void {
  for (const name of namesChangedIn(context.reading, known.node.body).keys()) {
    assign(context.scope, name, { runs: [unknownRun({ start: 0, end: 0 })], elements: undefined, exported: false });
  }
}

/**
 * Reads the bodies that no call in the file runs, or that are called more often than was followed: there only a variable
 * with one value in the whole file is known.
 */
export function readOtherFunctions(context: Context): void {
  for (const known of context.reading.functions.values()) {
    if (known.calls > 0 && known.calls <= mostCalls) continue;
    const scope = scopeOver(context.scope, new Set());
    if (known.calls > mostCalls) hideAll(context, scope);
    for (const [name, text] of context.reading.varied) if (text === undefined) scope.own.set(name, unknownVariable);
    const { depth, frame } = known.context;
    const inner = { ...known.context, scope, conditional: true, inFunction: true, depth: depth + 1, input: undefined };
    context.reading.runNode({ ...inner, frame: frame && { ...frame, start: undefined } }, known.node.body);
  }
}

const unknownVariable = { runs: [unknownRun({ start: 0, end: 0 })], elements: undefined, exported: false };

function hideAll(context: Context, scope: ReturnType<typeof scopeOver>): void {
  for (const name of context.reading.varied.keys()) scope.own.set(name, unknownVariable);
  for (const name of positionalNames) scope.own.set(name, unknownVariable);
}
