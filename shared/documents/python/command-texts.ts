import type { Evaluation } from './evaluation.ts';
import { heldValue } from './names.ts';
import { reachedBy } from './names-reached.ts';
import { type Argument, argumentsIn, childOf, dottedNames, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type Assignment, lifeOf, type Reached } from './scopes.ts';
import { joinedItems } from './split.ts';
import type { ListValue, TextValue, Value } from './value.ts';

/** A command that a module holds: an argument list, or a text for a shell. */
export interface CommandValue {
  readonly value: ListValue | TextValue;
  /** Where it is written. */
  readonly node: PythonNode;
  /** The call that it is handed to, where there is one. */
  readonly call: PythonNode | undefined;
}

/**
 * Every argument list, and those texts that are handed to what runs commands, or called a command. Texts in messages, in documentation
 * and in comparisons only speak of one.
 */
export function commandValues(evaluation: Evaluation): readonly CommandValue[] {
  const handed = handedNames(evaluation);
  const assigned = evaluation.survey.assignments.flatMap((assignment) => ofAssignment(evaluation, assignment, handed));
  const direct = [...evaluation.survey.lists, ...evaluation.survey.strings].flatMap((node) => ofExpression(evaluation, node));
  const found = [...assigned, ...direct].filter(({ assignment }) => assignment === undefined || !evaluation.taken.has(assignment));
  const seen = new Set<number>();
  return found.filter(({ value }) => {
    const start = startOf(value);
    return start !== undefined && !seen.has(start) && seen.add(start);
  });
}

interface Found extends CommandValue {
  readonly assignment?: Assignment;
}

function startOf(value: ListValue | TextValue): number | undefined {
  return value.kind === 'list' ? value.items[0]?.span.start : value.runs[0]?.span.start;
}

interface Handed {
  readonly reached: Reached;
  readonly call: PythonNode;
  /** True if a list is handed over as one text: `" ".join(command)`. */
  readonly joined: boolean;
}

/** Functions that run what they are given, by the last part of their name. */
const running =
  /^(popen|call|check_call|check_output|getoutput|getstatusoutput|sh|bash|sudo|local)$|(^|_)(run|exec|execute|system|shell|cmd|command|popen|subprocess|launch|spawn|ssh|tmux)(_|$)|^(Popen|exec_?[a-z]*|run[A-Z]\w*|execute[A-Z]\w*)$/i;
const commandName = /(^|_)(cmds?|commands?|cmdline|entrypoint)$/i;
const commandKeyword = /^(args|cmd|command|commands|script|cmdline|entrypoint)$/i;

/** Names that are given to a function that runs them. The last use is the one that saw most; a list as it is goes before its text. */
function handedNames(evaluation: Evaluation): ReadonlyMap<Assignment, Handed> {
  const { text } = evaluation.survey;
  const handed = new Map<Assignment, Handed>();
  for (const call of evaluation.survey.calls) {
    if (!isRunning(call, text)) continue;
    for (const argument of argumentsIn(childOf(call, 'ArgList'))) {
      if (!isCommandArgument(argument, text)) continue;
      const reached = reachedBy(evaluation, core(argument.value, text));
      const joined = isJoined(argument.value, text);
      if (reached === undefined || (joined && handed.get(reached.assignment)?.joined === false)) continue;
      handed.set(reached.assignment, { reached, call, joined });
    }
  }
  return handed;
}

/** True if a list is made one text for a shell on the way; `shlex.join` keeps its items apart. */
function isJoined(node: PythonNode, text: string): boolean {
  let at: PythonNode | undefined = node;
  for (let depth = 0; at !== undefined && depth < 10; depth++) {
    const method: PythonNode | undefined = at.type === 'CallExpression' ? at.children[0]?.children[2] : undefined;
    if (method !== undefined && textOf(method, text) === 'join' && at.children[0]?.children[0]?.type === 'String') return true;
    at = wrappedIn(at, text);
  }
  return false;
}

function isRunning(call: PythonNode, text: string): boolean {
  const [callee] = call.children;
  const name = callee && (callee.type === 'MemberExpression' ? callee.children.at(-1) : callee);
  return name !== undefined && running.test(textOf(name, text));
}

function isCommandArgument({ name, stars }: Argument, text: string): boolean {
  return stars === '' && (name === undefined || commandKeyword.test(textOf(name, text)));
}

/** What is joined, stripped or split is what counts. */
function core(node: PythonNode, text: string): PythonNode {
  let at = node;
  for (let depth = 0; depth < 10; depth++) {
    const inner = wrappedIn(at, text);
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** `X` in `" ".join(X)`, `dedent(X)`, `X.strip()`, `(X)`. */
function wrappedIn(node: PythonNode, text: string): PythonNode | undefined {
  if (node.type === 'ParenthesizedExpression') return node.children[1];
  const [callee] = node.type === 'CallExpression' ? node.children : [];
  if (callee === undefined) return undefined;
  const name = (dottedNames(callee, text) ?? []).join('.');
  const [argument] = argumentsIn(childOf(node, 'ArgList'));
  if (/^(shlex\.(join|split)|(textwrap\.)?dedent|(inspect\.)?cleandoc)$/.test(name)) return argument?.value;
  const method = callee.type === 'MemberExpression' ? callee.children[2] : undefined;
  if (method === undefined) return undefined;
  const called = textOf(method, text);
  if (called === 'join' && callee.children[0]?.type === 'String') return argument?.value;
  return /^(strip|lstrip|rstrip|split|format|copy)$/.test(called) ? callee.children[0] : undefined;
}

function ofAssignment(evaluation: Evaluation, assignment: Assignment, handed: ReadonlyMap<Assignment, Handed>): readonly Found[] {
  const { gives, name } = assignment;
  if (gives.kind !== 'value') return [];
  const hand = handed.get(assignment);
  const { text } = evaluation.survey;
  const inner = core(gives.node, text);
  const isCommand = hand !== undefined || commandName.test(name);
  const place = { node: gives.node, call: hand?.call, assignment };
  if (inner.type === 'VariableName') return inner === gives.node || !isCommand ? [] : ofJoined(evaluation, inner, place, handed);
  if (!mayBeCommand(inner)) return [];
  const value = heldValue(evaluation, hand?.reached ?? lifeOf(assignment));
  return value.kind === 'text' && !isCommand ? [] : foundIn(value, place, hand?.joined === true || isJoined(gives.node, text));
}

type Where = Omit<Found, 'value'>;

/** `cmd = " ".join(parts)`: the command stands where its parts are written. */
function ofJoined(evaluation: Evaluation, name: PythonNode, where: Where, handed: ReadonlyMap<Assignment, Handed>): readonly Found[] {
  const reached = reachedBy(evaluation, name);
  if (reached === undefined || reached.assignment === where.assignment) return [];
  // A list that is run as it is was only joined to be shown.
  if (handed.get(reached.assignment)?.joined === false) return [];
  evaluation.taken.add(reached.assignment);
  return foundIn(heldValue(evaluation, reached), where, isJoined(where.node, evaluation.survey.text));
}

function foundIn(value: Value, where: Where, joined: boolean): readonly Found[] {
  if (value.kind !== 'list' && value.kind !== 'text') return [];
  const isText = joined && value.kind === 'list' && value.items.some(isShellText);
  return [{ ...where, value: isText ? joinedItems(value.items, ' ') : value }];
}

/** An item that a shell would part or read otherwise, as it does once the list is joined. */
function isShellText({ value }: ListValue['items'][number]): boolean {
  return value.kind === 'text' && value.runs.some(({ text }) => text !== undefined && /[\s"'\\$><|&;]/.test(text));
}

function mayBeCommand({ type }: PythonNode): boolean {
  return /^(ArrayExpression|TupleExpression|String|FormatString|ContinuedString|BinaryExpression|CallExpression)$/.test(type);
}

/** A list or a text that no name stands for. */
function ofExpression(evaluation: Evaluation, node: PythonNode): readonly Found[] {
  const { text } = evaluation.survey;
  const whole = wholeOf(node, text);
  const isList = node.type === 'ArrayExpression';
  const use = whole && useOf(whole, text, isList);
  if (whole === undefined || use === undefined) return [];
  const inner = core(whole, text);
  if (inner.type === 'VariableName') return [];
  const value = evaluation.evaluate(inner.type === 'ArrayExpression' ? inner : whole);
  return foundIn(value, { node: whole, call: use.call }, isJoined(whole, text));
}

/** The largest expression that the part is the beginning of, or an operand in; undefined inside another list or text. */
function wholeOf(node: PythonNode, text: string): PythonNode | undefined {
  let at = node;
  for (let depth = 0; depth < 100; depth++) {
    const around = at.parent;
    if (around === undefined) return undefined;
    if (/^(ParenthesizedExpression|BinaryExpression|ConditionalExpression|AwaitExpression)$/.test(around.type)) at = around;
    else if (around.type === 'MemberExpression' && around.parent !== undefined && wrappedIn(around.parent, text) !== undefined)
      at = around.parent;
    else if (around.type === 'ArgList' && around.parent !== undefined && wrappedIn(around.parent, text) === at) at = around.parent;
    else return /^(ContinuedString|FormatReplacement)$/.test(around.type) ? undefined : at;
  }
  return undefined;
}

interface Place {
  readonly call: PythonNode | undefined;
}

/** How the expression is used, if that makes it a command. */
function useOf(node: PythonNode, text: string, isList: boolean): Place | undefined {
  const around = node.parent;
  if (around === undefined || isCompared(node, text)) return undefined;
  switch (around.type) {
    case 'ArgList':
      return useAsArgument(node, around, text, isList);
    case 'AssignStatement': {
      const [target] = around.children;
      const isField =
        target?.type === 'MemberExpression' &&
        (isList || commandName.test(textOf(target.children[2] ?? target, text).replaceAll(/["']/g, '')));
      return isField ? { call: undefined } : undefined;
    }
    case 'DictionaryExpression':
      return isList || commandName.test(keyBefore(node, around, text)) ? { call: undefined } : undefined;
    case 'ReturnStatement':
      return isList || commandName.test(functionAround(node, text)) ? { call: undefined } : undefined;
    default:
      return isList && !/^(UpdateStatement|ForStatement|ArrayExpression|Script)$/.test(around.type) ? { call: undefined } : undefined;
  }
}

function useAsArgument(node: PythonNode, list: PythonNode, text: string, isList: boolean): Place | undefined {
  const call = list.parent;
  if (call?.type !== 'CallExpression') return undefined;
  const argument = argumentsIn(list).find(({ value }) => value.start === node.start);
  if (argument === undefined) return undefined;
  const isCommand = isRunning(call, text) && isCommandArgument(argument, text);
  if (isCommand) return { call };
  if (isList) return isAdding(call, text) ? undefined : { call: undefined };
  return argument.name !== undefined && commandName.test(textOf(argument.name, text)) ? { call: undefined } : undefined;
}

/** `cmd.extend([…])`: a part of another list. */
function isAdding(call: PythonNode, text: string): boolean {
  const method = call.children[0]?.children[2];
  return method !== undefined && /^(extend|append|join|insert)$/.test(textOf(method, text));
}

/** True where a text is only looked at: in an assertion, a comparison, the cases of a test. */
function isCompared(node: PythonNode, text: string): boolean {
  for (let at: PythonNode | undefined = node; at !== undefined && !/^(Body|Script)$/.test(at.type); at = at.parent) {
    if (/^(AssertStatement|RaiseStatement|Decorator)$/.test(at.type)) return true;
    if (at.type === 'BinaryExpression' && at.children.some(({ type }) => type === 'CompareOp' || type === 'in')) return true;
    if (at.type === 'CallExpression' && /(^|\.)(assert\w*|patch(\.\w+)?|setattr)$/i.test(textOf(at.children[0] ?? at, text).slice(-60)))
      return true;
  }
  return false;
}

function keyBefore(node: PythonNode, dict: PythonNode, text: string): string {
  const index = dict.children.indexOf(node);
  const key = dict.children[index - 2];
  return dict.children[index - 1]?.type === ':' && key?.type === 'String' ? textOf(key, text).slice(1, -1) : '';
}

function functionAround(node: PythonNode, text: string): string {
  let at: PythonNode | undefined = node;
  while (at !== undefined && at.type !== 'FunctionDefinition') at = at.parent;
  const name = at && childOf(at, 'VariableName');
  return name === undefined ? '' : textOf(name, text);
}
