import type { EmbeddedText } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';
import { setPositional } from './assignments.ts';
import { addComments } from './comments.ts';
import { type Context, deepestContext } from './context.ts';
import { folderName, folderOf } from './folder.ts';
import { firstRuns } from './join.ts';
import { parseShell } from './parse.ts';
import { assign, environmentOf, type Scope, scopeOver } from './scope.ts';
import type { Runs } from './value.ts';
import type { Wrapped } from './wrappers/state.ts';

interface Embedding {
  readonly wrapped: Wrapped;
  /** Where the outer command starts; the first command inside starts there too. */
  readonly start: number | undefined;
  readonly here: boolean;
  readonly parameters: readonly Word[];
  readonly input: readonly Piece[] | undefined;
  /** A heredoc: a script of its own, with comments. */
  readonly isFile: boolean;
}

/** Reads a text that a shell inside the script will run. */
export function runEmbedded(context: Context, embedded: EmbeddedText, embedding: Embedding): void {
  const { reading } = context;
  if (context.depth >= deepestContext || reading.budget <= 0) return;
  reading.budget -= embedded.text.length;
  const { statements } = parseShell(embedded.text);
  const { wrapped, start, here, parameters, input, isFile } = embedding;
  const scope = here ? context.scope : scopeInside(context, wrapped);
  const frame = { image: wrapped.image, gpus: wrapped.gpus, mounts: wrapped.mounts, start };
  const inner: Context = { ...context, text: embedded.text, embedded, scope, depth: context.depth + 1, frame, input };
  if (parameters.length > 0) setPositional(inner, parameters);
  if (isFile) addComments(inner, statements);
  const [first, ...others] = statements;
  if (first === undefined) return;
  reading.runStatements(inner, [first]);
  if (others.length > 0) reading.runStatements({ ...inner, frame: { ...frame, start: undefined }, input: undefined }, others);
}

/** A shell that is started knows the environment, and no other variable. */
function scopeInside(context: Context, wrapped: Wrapped): Scope {
  const scope = scopeOver(undefined);
  for (const [name, word] of environmentOf(wrapped.exports))
    scope.own.set(name, { runs: word.pieces as Runs, elements: undefined, exported: true });
  scope.exports = wrapped.exports;
  const folder = wrapped.folder ?? (wrapped.elsewhere ? undefined : folderOf(context));
  if (folder !== undefined) assign(scope, folderName, { runs: firstRuns([folder]), elements: [folder], exported: false });
  return scope;
}
