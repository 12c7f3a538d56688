import { documentSpan, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { LaunchDocument } from '../document.ts';
import { runAssignment } from './assignment.ts';
import { enter } from './enter-block.ts';
import { valueOfTokens } from './expression.ts';
import { nameOf, type Run, type Script, textOf, valueIn } from './run.ts';
import { runCommand } from './run-command.ts';
import { scan } from './scan.ts';
import { assignIn, type Block, blockIn, leave } from './scope.ts';
import { afterGroup } from './statement-end.ts';

/** Reads a script of PowerShell, whole or half typed. What it cannot be certain of is not known. Never throws. */
export function readPowerShell(document: string): LaunchDocument {
  const script: Script = { document, commands: [], comments: [], environment: new Map(), folder: undefined, depth: 0, runText };
  const whole = embeddedText(document === '' ? [] : [{ text: document, span: { start: 0, end: document.length }, origin: undefined }]);
  runText(script, whole, blockIn(undefined), false);
  return { kind: 'powershell', commands: script.commands.sort((one, other) => one.start - other.start), comments: script.comments };
}

/** Runs the statements of a text one after another. */
function runText(script: Script, embedded: EmbeddedText, block: Block, isConditional: boolean): void {
  const tokens = scan(embedded.text);
  const run: Run = {
    script,
    tokens,
    block,
    isConditional,
    reading: { document: script.document, embedded, lookUp: (name) => valueIn(run, name) },
  };
  if (script.depth === 0) addComments(run);
  const blocks: { readonly block: Block; readonly wasConditional: boolean }[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token?.kind === 'open') {
      blocks.push({ block: run.block, wasConditional: run.isConditional });
      enter(run, at);
      at += 1;
    } else if (token?.kind === 'close') {
      leave(run.block);
      const outer = blocks.pop();
      if (outer !== undefined) {
        run.block = outer.block;
        run.isConditional = outer.wasConditional;
      }
      at += 1;
    } else at = runStatement(run, at);
  }
}

function addComments({ script, tokens, reading }: Run): void {
  for (const { kind, from, to } of tokens) {
    if (kind !== 'comment') continue;
    const span = documentSpan(reading.embedded, from, to);
    script.comments.push({ text: script.document.slice(span.start + 1, span.end), span });
  }
}

/** Runs the statement from token `from` on; gives the token behind it. */
function runStatement(run: Run, from: number): number {
  const { tokens } = run;
  const first = tokens[from];
  if (first === undefined || first.kind !== 'word') return first?.kind === 'call' ? runCommand(run, from + 1) : from + 1;
  const text = textOf(run, first);
  if (/^(?:if|elseif|while|until|switch|for)$/i.test(text)) return afterGroup(run, from + 1);
  if (/^foreach$/i.test(text)) return runForeach(run, from + 1);
  if (/^param$/i.test(text)) return runParameters(run, from + 1);
  if (/^(?:function|filter)$/i.test(text)) return from + 2;
  if (/^(?:else|try|catch|finally|do|begin|process|end|return|throw|trap|\.)$/i.test(text)) return from + 1;
  return runAssignment(run, from) ?? runCommand(run, from);
}

function runForeach(run: Run, from: number): number {
  const variable = run.tokens[from + 1];
  const name = variable?.kind === 'word' ? nameOf(textOf(run, variable)) : undefined;
  if (name !== undefined) assignIn(run.block, name, undefined);
  return afterGroup(run, from);
}

/** `param([int]$TP = 4)`: a default is what the script says. */
function runParameters(run: Run, from: number): number {
  const end = afterGroup(run, from);
  for (let at = from; at < end; at++) {
    const token = run.tokens[at];
    const name = token?.kind === 'word' ? nameOf(textOf(run, token)) : undefined;
    const equals = run.tokens[at + 1];
    if (name === undefined) continue;
    const value = run.tokens[at + 2];
    const isDefault = equals?.kind === 'word' && textOf(run, equals) === '=' && value !== undefined;
    assignIn(run.block, name, isDefault ? valueOfTokens(run.reading, [value]) : undefined);
  }
  return end;
}
