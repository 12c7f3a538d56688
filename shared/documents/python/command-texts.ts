import { commandName } from './command-names.ts';
import { useOf } from './command-use.ts';
import type { Evaluation } from './evaluation.ts';
import { type Handed, handedNames } from './handed-names.ts';
import { heldValue } from './names.ts';
import { reachedBy } from './names-reached.ts';
import type { PythonNode } from './parse.ts';
import { type Assignment, lifeOf } from './scopes.ts';
import { joinedItems } from './split.ts';
import type { ListValue, TextValue, Value } from './value.ts';
import { isJoined, unwrapped, wrappedIn } from './wrapped-command.ts';

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

function ofAssignment(evaluation: Evaluation, assignment: Assignment, handed: ReadonlyMap<Assignment, Handed>): readonly Found[] {
  const { gives, name } = assignment;
  if (gives.kind !== 'value') return [];
  const hand = handed.get(assignment);
  const { text } = evaluation.survey;
  const inner = unwrapped(gives.node, text);
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
  const inner = unwrapped(whole, text);
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
