import type { LaunchDocument } from '../document.ts';
import { addComments } from './comments.ts';
import type { Context, Reading } from './context.ts';
import { readOtherFunctions } from './functions.ts';
import { withUnixLineEnds } from './line-ends.ts';
import { parseShell } from './parse.ts';
import { scopeOver } from './scope.ts';
import { runNode, runStatements } from './walk.ts';

/** How much may be read again, in function bodies and embedded texts, beside the text itself. */
const budgetOf = (text: string): number => 20_000 + 2 * text.length;

/** Reads a shell script, or one command, whole or half typed. Never throws. */
export function readShell(document: string): LaunchDocument {
  const text = withUnixLineEnds(document);
  const reading: Reading = {
    text: document,
    commands: [],
    comments: [],
    functions: new Map(),
    seen: new Map(),
    varied: new Map(),
    budget: budgetOf(text),
    runStatements,
    runNode,
  };
  const { statements } = parseShell(text);
  const context: Context = {
    reading,
    text,
    embedded: undefined,
    scope: scopeOver(undefined),
    conditional: false,
    inFunction: false,
    depth: 0,
    frame: undefined,
    input: undefined,
  };
  try {
    addComments(context, statements);
    runStatements(context, statements);
    readOtherFunctions(context);
  } catch {
    // What was understood before stands; a text that exhausts the stack is no script that a person wrote.
  }
  reading.commands.sort((one, other) => one.start - other.start || one.span.end - other.span.end);
  reading.comments.sort((one, other) => one.span.start - other.span.start);
  return { kind: 'shell', commands: reading.commands, comments: reading.comments };
}
