import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import { evaluate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { type Context, spanIn } from './context.ts';
import { addElements, addRuns, addUnknownElements, endWord, type Growing } from './growing.ts';
import { listOf } from './lists.ts';
import { addDecoded, addEscaped, addLiteral, backtickContext } from './literals.ts';
import { parameterValue, variableRuns } from './parameters.ts';
import type { WordNode, WordPart } from './parse.ts';
import { scopeOver } from './scope.ts';
import { knownRun, type Run, textOf, unknownRun } from './value.ts';

/** Adds what a word of a command becomes: none, one or several words. */
export function addWords(context: Context, node: WordNode, out: Word[]): void {
  if (node.text === '\\') return; // a line continuation that is being typed
  const { parts } = node;
  const span = spanIn(context, node.pos, node.end);
  if (parts === undefined) {
    addPlainWord(context, node, span, out);
    return;
  }
  if (parts.some((part) => part.type === 'BraceExpansion') && expandBraces(context, node, span, out)) return;
  const growing: Growing = { out, span, source: sourceOf(context, span), scalar: false, runs: [], split: false, spread: false };
  for (const part of parts) addPart(context, growing, part, false);
  endWord(growing);
}

function addPlainWord(context: Context, node: WordNode, span: Span, out: Word[]): void {
  const runs: Run[] = [];
  addText(context, runs, node.pos, node.end, node.text);
  const text = textOf(runs);
  const split = context.embedded !== undefined && runs.some((run) => run.text === undefined);
  out.push({ text, source: sourceOf(context, span), span, pieces: runs, spread: split && runs.length === 1 });
}

function addText(context: Context, runs: Run[], from: number, to: number, text: string): void {
  if (text.includes('\\')) addEscaped(context, runs, from, to, 'bare');
  else addLiteral(context, runs, from, to, false);
}

function sourceOf({ reading }: Context, { start, end }: Span): string {
  return reading.text.slice(start, end);
}

/** Expands a word to one value, as in an assignment: not split, patterns kept, arrays joined by blanks. */
export function expandRuns(context: Context, node: WordNode): Run[] {
  const runs: Run[] = [];
  if (node.parts === undefined) addText(context, runs, node.pos, node.end, node.text);
  else runs.push(...expandParts(context, node.parts));
  return runs;
}

export function expandParts(context: Context, parts: readonly WordPart[], quoted = false): Run[] {
  const growing: Growing = { out: [], span: { start: 0, end: 0 }, source: '', scalar: true, runs: [], split: false, spread: false };
  for (const part of parts) addPart(context, growing, part, quoted);
  return growing.runs;
}

/** The text between the delimiters of a heredoc. */
export function expandHeredoc(context: Context, parts: readonly WordPart[]): Run[] {
  const runs: Run[] = [];
  for (const part of parts) {
    if (part.type === 'Literal') addEscaped(context, runs, part.pos, part.end, 'heredoc');
    else runs.push(...expandParts(context, [part], true));
  }
  return runs;
}

function addPart(context: Context, growing: Growing, part: WordPart, quoted: boolean): void {
  const { runs } = growing;
  switch (part.type) {
    case 'Literal':
      if (!part.text.includes('\\')) {
        addLiteral(context, runs, part.pos, part.end, quoted);
        return;
      }
      addEscaped(context, runs, part.pos, part.end, quoted ? 'double' : 'bare');
      return;
    case 'SingleQuoted':
      addLiteral(context, runs, part.pos + 1, part.pos + 1 + part.value.length, true);
      return;
    case 'AnsiCQuoted':
      addDecoded(context, runs, part.pos + 2, Math.max(part.pos + 2, part.end - 1), part.value);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      if (part.parts.length === 0) runs.push(knownRun('', spanIn(context, part.end - 1, part.end - 1), true));
      for (const child of part.parts) addPart(context, growing, child, true);
      return;
    case 'SimpleExpansion':
      addParameter(context, growing, part.text.slice(1), part, quoted);
      return;
    case 'ParameterExpansion':
      addParameter(context, growing, part.parameter, part, quoted);
      return;
    case 'CommandExpansion':
    case 'ProcessSubstitution':
      addSubstitution(context, growing, part, quoted);
      return;
    case 'ArithmeticExpansion': {
      const number = evaluate(context, part.expression, expandParts);
      const span = spanIn(context, part.pos, part.end);
      runs.push(number === undefined ? unknownRun(span, quoted) : knownRun(String(number), span, quoted));
      return;
    }
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      addPattern(context, growing, part);
      return;
  }
}

/** A pattern stands for the files that match, which nobody knows; brackets alone are taken as they are written. */
function addPattern(
  context: Context,
  growing: Growing,
  part: Extract<WordPart, { type: 'Glob' | 'ExtendedGlob' | 'BraceExpansion' }>,
): void {
  const literal = growing.scalar || (part.type === 'Glob' && part.kind === 'bracket');
  if (literal && !/[$`'"]/.test(part.text)) {
    addText(context, growing.runs, part.pos, part.end, part.text);
    return;
  }
  growing.runs.push(unknownRun(spanIn(context, part.pos, part.end)));
  growing.spread = true;
}

type Substitution = Extract<WordPart, { type: 'CommandExpansion' | 'ProcessSubstitution' }>;

function addSubstitution(context: Context, growing: Growing, part: Substitution, quoted: boolean): void {
  addRuns(growing, [unknownRun(spanIn(context, part.pos, part.end), quoted)], quoted);
  const { script } = part;
  if (script === undefined) return;
  const decoded = script.source !== undefined;
  const closed = context.text[part.end - 1] === '`' && part.end - 1 > part.pos;
  const inner = decoded ? backtickContext(context, part.pos + 1, closed ? part.end - 1 : part.end) : context;
  if (decoded && inner.text !== script.source) return;
  const frame = inner.frame && { ...inner.frame, start: undefined };
  context.reading.runStatements({ ...inner, scope: scopeOver(context.scope), frame, input: undefined }, script.commands);
}

function addParameter(context: Context, growing: Growing, name: string, part: WordPart, quoted: boolean): void {
  const at = spanIn(context, part.pos, part.end);
  const list = listOf(context, name, part, expandRuns);
  if (list?.elements !== undefined) {
    addElements(growing, list.elements, list.joined, at, quoted);
    return;
  }
  if (list !== undefined) {
    addUnknownElements(growing, list.absent, at, quoted);
    return;
  }
  const parameter = part.type === 'ParameterExpansion' ? part : undefined;
  addRuns(
    growing,
    parameter === undefined ? variableRuns(context, name, at, quoted) : parameterValue(context, parameter, at, quoted, expandRuns),
    quoted,
  );
}
