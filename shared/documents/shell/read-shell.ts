import type { EmbeddedText } from '../../text/embedded-text.ts';
import type { LaunchDocument } from '../document.ts';
import { addComments } from './comments.ts';
import type { Context, Reading } from './context.ts';
import { readOtherFunctions } from './functions.ts';
import { parseShell } from './parse.ts';
import { scopeOver } from './scope.ts';
import { runNode, runStatements } from './walk.ts';

/** How much may be read again, in function bodies and embedded texts, beside the text itself. */
const budgetOf = (text: string): number => 20_000 + 10 * text.length;

/** Reads a shell script, or one command, whole or half typed. Never throws. */
export function readShell(text: string): LaunchDocument {
  return readScript(text, text, undefined);
}

/** Reads shell text that stands inside a document of another kind; all places are those of that document. */
export function readEmbeddedShell(document: string, embedded: EmbeddedText): LaunchDocument {
  return readScript(document, embedded.text, embedded);
}

function readScript(document: string, text: string, embedded: EmbeddedText | undefined): LaunchDocument {
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
    embedded,
    scope: scopeOver(undefined),
    conditional: false,
    inFunction: false,
    depth: 0,
    frame: undefined,
    input: undefined,
  };
  try {
    runStatements(context, statements);
    readOtherFunctions(context);
    addComments(context, statements);
  } catch {
    // What was understood before stands; a text that exhausts the stack is no script that a person wrote.
  }
  reading.commands.sort((one, other) => one.start - other.start || one.span.end - other.span.end);
  reading.comments.sort((one, other) => one.span.start - other.span.start);
  return { kind: 'shell', commands: reading.commands, comments: reading.comments };
}
