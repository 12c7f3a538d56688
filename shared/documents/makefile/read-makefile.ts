import { type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Command, Piece, Word } from '../command.ts';
import type { Comment, LaunchDocument, Surroundings } from '../document.ts';
import { readEnvFile } from '../env-file.ts';
import { anyMatters, isIdleText } from '../shell/idle-text.ts';
import { readEmbeddedShell } from '../shell/read-shell.ts';
import { elsewhere, spanOfPieces, textOfPieces, wordOf } from '../word.ts';
import { joinedText, type MakeLine, makeLines, recipeText } from './make-lines.ts';
import { assignMake, assignmentIn, emptyTable, type MakeTable } from './make-table.ts';
import { expandMake, type MakePart, type MakeVariables, partsExpanded } from './make-variables.ts';

/** Reads a makefile, whole or half typed: each line of a recipe is a shell of its own. Never throws. */
export function readMakefile(document: string, around: Surroundings): LaunchDocument {
  const making: Making = {
    document,
    around,
    table: emptyTable(),
    recipes: [],
    comments: [],
    conditions: [],
    rule: undefined,
    defines: 0,
    isOneShell: false,
    environment: undefined,
  };
  for (const line of makeLines(document)) takeLine(making, line);
  const read = recipesOf(making).map(({ targets, text }) => readRecipe(making, targets, text));
  const commands = read.flatMap((each) => each.commands);
  const comments = [...making.comments, ...read.flatMap((each) => each.comments)];
  return { kind: 'makefile', commands, comments: comments.sort((one, other) => one.span.start - other.span.start) };
}

interface Recipe {
  readonly targets: readonly string[];
  readonly text: EmbeddedText;
}

interface Making {
  readonly document: string;
  readonly around: Surroundings;
  readonly table: MakeTable;
  readonly recipes: Recipe[];
  readonly comments: Comment[];
  /** The conditions around the line: the variable that one gives a default to, where it does. */
  readonly conditions: (string | undefined)[];
  /** The targets of the rule that recipes belong to. */
  rule: readonly string[] | undefined;
  /** How many `define` are open. */
  defines: number;
  isOneShell: boolean;
  /** What every recipe is given, once it is known that all are given the same. */
  environment: ReadonlyMap<string, Word> | undefined;
}

function takeLine(making: Making, line: MakeLine): void {
  const { document } = making;
  const { start, end } = line.span;
  const text = document.slice(start, end);
  if (making.defines > 0 || /^\s*(?:override\s+|export\s+)?define\b/.test(text)) {
    takeDefine(making, text);
    return;
  }
  if (line.isRecipe && making.rule !== undefined) {
    making.recipes.push({ targets: making.rule, text: recipeText(document, line.span) });
    return;
  }
  const comment = /^\s*#/.exec(text)?.[0].length;
  if (comment !== undefined) {
    const span = { start: start + comment - 1, end };
    making.comments.push({ text: document.slice(span.start + 1, end), span });
    return;
  }
  const joined = joinedText(document, line.span);
  if (joined.text.trim() !== '' && !takeDirective(making, joined.text)) takeStatement(making, joined, line.span);
}

/** A variable of several lines is not followed. */
function takeDefine(making: Making, text: string): void {
  const name = /^\s*(?:override\s+|export\s+)?define\s+(\S+)/.exec(text)?.[1];
  if (name !== undefined) {
    making.defines += 1;
    making.table.variables.set(name, undefined);
  } else if (/^\s*endef\b/.test(text)) making.defines -= 1;
}

/** True if the line is a directive, which is carried out. */
function takeDirective(making: Making, text: string): boolean {
  const [, word = '', rest = ''] = /^\s*(-?\w+)\b\s*(.*)$/s.exec(text) ?? [];
  if (/^(ifdef|ifndef|ifeq|ifneq)$/.test(word) && !/^[:?+]?=/.test(rest)) making.conditions.push(defaultedName(word, rest));
  else if (word === 'else') making.conditions.splice(-1, 1, undefined);
  else if (word === 'endif') making.conditions.pop();
  else if (/^(-?include|sinclude)$/.test(word)) takeInclude(making, rest.trim());
  else if (word === 'export' && !/[=]/.test(rest)) takeExport(making.table, rest.trim());
  else return false;
  return true;
}

/** `ifndef TP` and `ifeq ($(TP),)` give TP a default. */
function defaultedName(word: string, rest: string): string | undefined {
  if (word === 'ifndef') return rest.trim();
  return word === 'ifeq' ? /^\(\s*(?:\$\(strip\s+)?\$[({](\w+)[)}]\)?\s*,\s*\)\s*$/.exec(rest)?.[1] : undefined;
}

function takeExport(table: MakeTable, names: string): void {
  if (names === '') table.exportsAll = true;
  for (const name of names.split(/\s+/)) table.exported.add(name);
}

/** A file of variables beside the makefile; one that cannot be read may set any that are set so far. */
function takeInclude({ table, around, document }: Making, path: string): void {
  const text = /[$*?\s]/.test(path) ? undefined : around.readBeside(path);
  if (text === undefined) {
    for (const name of table.variables.keys()) table.variables.set(name, undefined);
    return;
  }
  const at = document.length === 0 ? 0 : document.indexOf(path);
  const span = { start: Math.max(0, at), end: Math.max(0, at) + path.length };
  for (const [name, value] of readEnvFile(text)) table.variables.set(name, [[elsewhere(value, span)]]);
}

function takeStatement(making: Making, joined: EmbeddedText, span: Span): void {
  const { table, conditions } = making;
  const assignment = assignmentIn(joined);
  if (assignment !== undefined) {
    const isDefault = conditions.length > 0 && conditions.every((name) => name === assignment.name);
    assignMake(table, isDefault ? { ...assignment, operator: '?=' } : assignment, conditions.length > 0 && !isDefault);
    return;
  }
  const head = headOfRule(joined.text);
  if (head === undefined) return;
  const targets = head.replace(/::?$/, '').trim().split(/\s+/);
  if (targets.includes('.ONESHELL')) making.isOneShell = true;
  const own = assignmentIn(joined, head.length);
  if (own !== undefined && !joined.text.slice(head.length).trim().startsWith(':')) {
    for (const target of targets)
      takeOfTarget(table, target, own.name, own.operator === '=' || own.operator.endsWith(':=') ? [own.value] : undefined);
    return;
  }
  making.rule = targets;
  const inline = making.document.indexOf(';', span.start);
  if (inline >= 0 && inline < span.end && joined.text.includes(';'))
    making.recipes.push({ targets, text: recipeText(making.document, { start: inline + 1, end: span.end }) });
}

/** The targets of a rule with the colon behind them; undefined: the line is none. */
function headOfRule(text: string): string | undefined {
  const at = text.search(/[:=#]/);
  const colon = at < 0 ? null : /^::?(?![:=])/.exec(text.slice(at, at + 3));
  return colon === null || text.slice(0, at).trim() === '' ? undefined : text.slice(0, at + colon[0].length);
}

function takeOfTarget(table: MakeTable, target: string, name: string, value: readonly MakePart[] | undefined): void {
  const values = table.ofTargets.get(name) ?? new Map<string, readonly MakePart[] | undefined>();
  values.set(target, value);
  table.ofTargets.set(name, values);
}

/** With `.ONESHELL` all lines of a recipe are one script. */
function recipesOf({ recipes, isOneShell }: Making): readonly Recipe[] {
  if (!isOneShell) return recipes;
  const byRule = new Map<readonly string[], EmbeddedText[]>();
  for (const { targets, text } of recipes) byRule.set(targets, [...(byRule.get(targets) ?? []), text]);
  return [...byRule].map(([targets, texts]) => ({
    targets,
    text: embeddedText(texts.flatMap((text) => [...text.runs, ...lineEndAfter(text)])),
  }));
}

function lineEndAfter({ runs }: EmbeddedText): EmbeddedText['runs'] {
  const end = runs.at(-1)?.span.end;
  return end === undefined ? [] : [{ text: '\n', span: { start: end, end }, origin: undefined }];
}

function readRecipe(
  making: Making,
  targets: readonly string[],
  text: EmbeddedText,
): { commands: readonly Command[]; comments: readonly Comment[] } {
  const { table, document, around } = making;
  if (!/\w/.test(text.text)) return nothing;
  const variables = variablesFor(table, targets);
  const script = embeddedText(expandMake(text, variables, table.budget));
  const { isWorthReading } = around;
  const environment = environmentFor(making, variables);
  if (isWorthReading !== undefined && isIdleText(script.text, isWorthReading, () => anyMatters(environment().values(), isWorthReading)))
    return nothing;
  return readEmbeddedShell(script, document, { environment: environment(), conditional: true });
}

const nothing = { commands: [], comments: [] };

/** Worked out when it is asked for, and once where all targets have the same. */
function environmentFor(making: Making, variables: MakeVariables): () => ReadonlyMap<string, Word> {
  const { table, document } = making;
  return () => {
    if (variables !== table.variables) return environmentOf(table, variables, document);
    making.environment ??= environmentOf(table, variables, document);
    return making.environment;
  };
}

/** A variable that is set for some targets is theirs, and not certain for others, which may be made for them. */
function variablesFor({ variables, ofTargets }: MakeTable, targets: readonly string[]): MakeVariables {
  if (ofTargets.size === 0) return variables;
  const [target] = targets;
  const ofTarget = (values: ReadonlyMap<string, readonly MakePart[] | undefined>): readonly MakePart[] | undefined =>
    targets.length === 1 && target !== undefined ? values.get(target) : undefined;
  return {
    get: (name) => {
      const values = ofTargets.get(name);
      return values === undefined ? variables.get(name) : ofTarget(values);
    },
    keys: () => new Set([...variables.keys(), ...ofTargets.keys()]).values(),
  };
}

function environmentOf(table: MakeTable, variables: MakeVariables, document: string): ReadonlyMap<string, Word> {
  const environment = new Map<string, Word>();
  for (const name of table.exportsAll ? variables.keys() : table.exported) {
    const parts = variables.get(name);
    const pieces = parts && partsExpanded(parts, variables, table.budget);
    if (pieces !== undefined) environment.set(name, exportedWord(pieces, document));
  }
  return environment;
}

function exportedWord(pieces: readonly Piece[], document: string): Word {
  const span = spanOfPieces(pieces, { start: 0, end: 0 });
  return textOfPieces(pieces) === '' ? wordOf(document, span, [{ text: '', span, origin: undefined }]) : wordOf(document, span, pieces);
}
