import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import { evaluate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { type Context, spanIn } from './context.ts';
import { addDecoded, addEscaped, addLiteral, backtickContext } from './literals.ts';
import { elementsOf, parameterValue, variableRuns } from './parameters.ts';
import type { ParameterExpansionPart, WordNode, WordPart } from './parse.ts';
import { knownRun, type Run, textOf, through, unknownRun } from './value.ts';

/** The words that one word of the script becomes, as it grows. */
interface Growing {
  readonly out: Word[];
  readonly span: Span;
  readonly source: string;
  /** As in an assignment: no splitting, no patterns, arrays joined. */
  readonly scalar: boolean;
  runs: Run[];
  split: boolean;
  spread: boolean;
}

/** Adds what a word of a command becomes: none, one or several words. */
export function addWords(context: Context, node: WordNode, out: Word[]): void {
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
  context.reading.runStatements(inner, script.commands);
}

function addParameter(context: Context, growing: Growing, name: string, part: WordPart, quoted: boolean): void {
  const at = spanIn(context, part.pos, part.end);
  const list = listName(name, part);
  if (list !== undefined) {
    addElements(context, growing, list, at, quoted);
    return;
  }
  const parameter = part.type === 'ParameterExpansion' ? part : undefined;
  addRuns(
    growing,
    parameter === undefined ? variableRuns(context, name, at, quoted) : parameterValue(context, parameter, at, quoted, expandRuns),
    quoted,
  );
}

function addRuns(growing: Growing, runs: readonly Run[], quoted: boolean): void {
  growing.runs.push(...runs);
  if (!quoted && !growing.scalar) growing.split = true;
}

interface List {
  readonly name: string;
  readonly joined: boolean;
}

/** `$@`, `$*`, `${NAME[@]}`, `${NAME[*]}` without an operator. */
function listName(name: string, part: WordPart): List | undefined {
  if (part.type !== 'ParameterExpansion') return name === '@' || name === '*' ? { name: '@', joined: name === '*' } : undefined;
  if (part.prefix !== undefined || isOperated(part)) return undefined;
  if (name === '@' || name === '*') return { name: '@', joined: name === '*' };
  const index = part.index?.text;
  return index === '@' || index === '*' ? { name, joined: index === '*' } : undefined;
}

/** `${ARGS[@]:-}` and `${ARGS[@]+"${ARGS[@]}"}` guard against an unset array, and stand for its elements. */
function isOperated({ operation, parameter }: ParameterExpansionPart): boolean {
  if (operation === undefined) return false;
  if (operation.type !== 'Default') return true;
  const { text } = operation.operand;
  return text !== '' && text !== '""' && !(operation.operator.endsWith('+') && text === `"\${${parameter}[@]}"`);
}

function addElements(context: Context, growing: Growing, { name, joined }: List, at: Span, quoted: boolean): void {
  const elements = elementsOf(context, name);
  if (elements === undefined) {
    growing.runs.push(unknownRun(at, quoted));
    growing.spread = true;
    return;
  }
  const together = growing.scalar || (joined && quoted);
  elements.forEach((element, index) => {
    if (index > 0 && together) growing.runs.push({ ...knownRun(' ', at, quoted), nowhere: true });
    else if (index > 0) endWord(growing);
    addRuns(growing, through(element.pieces, at, quoted), quoted);
    if (element.spread === true) growing.spread = true;
  });
}

/** Closes the word that is growing and starts another. */
function endWord(growing: Growing): void {
  const { runs, out, span, source, split } = growing;
  const spread = growing.spread || (split && runs.length > 0 && runs.every((run) => run.text === undefined && !run.quoted));
  growing.runs = [];
  growing.spread = false;
  growing.split = false;
  if (split && runs.some((run) => !run.quoted && run.text !== undefined && hasBlank(run.text))) {
    addFields(runs, span, source, out);
    return;
  }
  if (runs.length === 0 || (split && runs.every((run) => run.text === '' && !run.quoted))) return;
  out.push({ text: textOf(runs), source, span, pieces: runs, spread });
}

function hasBlank(text: string): boolean {
  return text.includes(' ') || text.includes('\n') || text.includes('\t');
}

/** Splits unquoted expansions at blanks, as IFS does by default; each part keeps its place. */
function addFields(runs: readonly Run[], span: Span, source: string, out: Word[]): void {
  let field: Run[] = [];
  const end = (): void => {
    if (field.length > 0) {
      const spread = field.every((run) => run.text === undefined && !run.quoted);
      out.push({ text: textOf(field), source, span, pieces: field, spread });
    }
    field = [];
  };
  for (const run of runs) {
    if (run.quoted || run.text === undefined) field.push(run);
    else splitRun(run, field, end, (part) => field.push(part));
  }
  end();
}

function splitRun(run: Run, _field: readonly Run[], end: () => void, add: (part: Run) => void): void {
  const text = run.text ?? '';
  let at = 0;
  for (const match of text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
    const part = match[0];
    if (hasBlank(part)) end();
    else add(cutOf(run, at, at + part.length));
    at += part.length;
  }
}

function cutOf(run: Run, from: number, to: number): Run {
  const text = (run.text ?? '').slice(from, to);
  const { origin } = run;
  if (origin === undefined) return { ...run, text };
  const exact = origin.end - origin.start === (run.text ?? '').length;
  return { ...run, text, origin: exact ? { start: origin.start + from, end: origin.start + to } : undefined };
}
