import { entriesOf, itemsOf, nameOf } from './containers.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { argumentsIn, childOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import type { Reached } from './scopes.ts';
import { type DictValue, type Entry, type Item, type ListValue, unknown, type Value } from './value.ts';

/** A list after `+=`, `append` and `extend`; what is added in one branch only, or by other means, may be any number of items. */
export function changedList(evaluation: Evaluation, list: ListValue, { changes, open }: Reached): Value {
  const items = [...list.items];
  for (const { change, certain } of changes) {
    const added = addedItems(evaluation, change.node);
    if (added === 'nothing') continue;
    if (added === undefined && !isOwn(change.node)) items.push(anyItems(change.node));
    else if (added === undefined) return { kind: 'list', items: [...certainFirst(list), anyItems(change.node)] };
    else if (certain) items.push(...added);
    else items.push(anyItems(change.node));
    if (!spend(evaluation.survey, added?.length ?? 1)) return unknown;
  }
  const last = list.items.at(-1);
  if (open && last !== undefined) items.push({ value: unknown, span: last.span, spread: true });
  return { kind: 'list', items };
}

/** Another function was given the list; what it does is not known, and most often it is to add something. */
function isOwn({ type }: PythonNode): boolean {
  return type !== 'VariableName';
}

/** After `insert`, `remove`, `cmd[3] = …` the places are not known; the program stays what it is. */
function certainFirst({ items }: ListValue): readonly Item[] {
  return items.slice(0, 1);
}

function anyItems({ start, end }: PythonNode): Item {
  return { value: unknown, span: { start, end }, spread: true };
}

/** Undefined: not known. `'nothing'`: the list stays as it is. */
function addedItems(evaluation: Evaluation, node: PythonNode): readonly Item[] | 'nothing' | undefined {
  const { text } = evaluation.survey;
  if (node.type === 'UpdateStatement') {
    const [target, operator, added] = node.children;
    const isSum = target?.type === 'VariableName' && operator !== undefined && textOf(operator, text) === '+=';
    return isSum && added !== undefined ? itemsOf(evaluation, added) : undefined;
  }
  const method = methodOf(node, text);
  if (method === undefined) return undefined;
  if (/^(copy|index|count|__len__)$/.test(method)) return 'nothing';
  const [argument] = argumentsIn(childOf(node, 'ArgList'));
  if (argument === undefined || argument.stars !== '') return undefined;
  if (method === 'extend') return itemsOf(evaluation, argument.value);
  if (method !== 'append') return undefined;
  const { value, start, end } = argument;
  return [{ value: evaluation.evaluate(value), span: { start, end }, spread: false }];
}

function methodOf(node: PythonNode, text: string): string | undefined {
  const [callee] = node.type === 'CallExpression' ? node.children : [];
  const property = callee?.children.at(-1);
  return property?.type === 'PropertyName' ? textOf(property, text) : undefined;
}

/** A dictionary after `options["k"] = value` and `update`; what is set in one branch only is there, and unknown. */
export function changedDict(evaluation: Evaluation, dict: DictValue, { changes, open }: Reached): Value {
  let entries = new Map(dict.entries.map((entry) => [entry.name, entry]));
  let complete = dict.complete && !open;
  for (const { change, certain } of changes) {
    const set = setEntries(evaluation, change.node);
    if (set === 'nothing') continue;
    if (set === undefined) {
      entries = new Map([...entries].map(([name, entry]) => [name, withoutValue(entry)]));
      complete = false;
      continue;
    }
    complete &&= set.complete;
    for (const entry of set.entries) entries.set(entry.name, certain ? entry : withoutValue(entry));
    if (!spend(evaluation.survey, set.entries.length)) return unknown;
  }
  const last = [...entries.values()];
  return { ...dict, entries: open ? last.map(withoutValue) : last, complete };
}

function withoutValue(entry: Entry): Entry {
  return { ...entry, value: unknown };
}

type Entries = Pick<DictValue, 'entries' | 'complete'>;

/** Undefined: not known. */
function setEntries(evaluation: Evaluation, node: PythonNode): Entries | 'nothing' | undefined {
  const { text } = evaluation.survey;
  if (node.type === 'AssignStatement') return entryOfStatement(evaluation, node);
  if (node.type === 'UpdateStatement') {
    const [target, operator, added] = node.children;
    const isUnion = target?.type === 'VariableName' && operator !== undefined && textOf(operator, text) === '|=';
    return isUnion && added !== undefined ? entriesOf(evaluation, added) : undefined;
  }
  const method = methodOf(node, text);
  if (method !== undefined && /^(copy|get|items|keys|values)$/.test(method)) return 'nothing';
  if (method !== 'update') return undefined;
  return entriesOfArguments(evaluation, node);
}

/** `options["k"] = value`. */
function entryOfStatement(evaluation: Evaluation, { children }: PythonNode): Entries | undefined {
  const [target, equals, value, ...rest] = children;
  const key = target?.type === 'MemberExpression' && target.children[0]?.type === 'VariableName' ? target.children[2] : undefined;
  const name = key && nameOf(evaluation, key);
  if (name === undefined || key === undefined || value === undefined || equals?.type !== 'AssignOp' || rest.length > 0) return undefined;
  const place = { start: value.start, end: value.end };
  const entry: Entry = { name, nameSpan: { start: key.start, end: key.end }, value: evaluation.evaluate(value), span: place };
  return { entries: [entry], complete: true };
}

/** `update(a=1)`, `update({"a": 1})`. */
function entriesOfArguments(evaluation: Evaluation, node: PythonNode): Entries | undefined {
  const found: Entry[] = [];
  let complete = true;
  for (const { name, stars, value } of argumentsIn(childOf(node, 'ArgList'))) {
    if (name !== undefined) {
      const place = { start: value.start, end: value.end };
      const nameSpan = { start: name.start, end: name.end };
      found.push({ name: textOf(name, evaluation.survey.text), nameSpan, value: evaluation.evaluate(value), span: place });
      continue;
    }
    const more = stars === '*' ? undefined : entriesOf(evaluation, value);
    if (more === undefined) return undefined;
    found.push(...more.entries);
    complete &&= more.complete;
  }
  return { entries: found, complete };
}
