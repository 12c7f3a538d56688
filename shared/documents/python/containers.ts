import { type Evaluation, spend } from './evaluation.ts';
import { reachedBy } from './names-reached.ts';
import { partsOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type DictValue, type Entry, type Item, type ListValue, textOfRuns, unknown } from './value.ts';

/** `[a, *b]`, `(a, b)`; a comprehension is any number of items. */
export function listOf(evaluation: Evaluation, node: PythonNode): ListValue {
  if (node.type === 'ArrayComprehensionExpression') return { kind: 'list', items: [anyOf(node)] };
  const items: Item[] = [];
  for (const part of partsOf(node)) {
    const [first, second] = part;
    if (first?.type === '*' && second !== undefined) items.push(...itemsOf(evaluation, second));
    else if (first !== undefined && part.length === 1 && first.type !== '⚠') items.push(itemOf(evaluation, first));
    else if (first !== undefined) items.push(anyOf(first));
    if (!spend(evaluation.survey, 1)) return { kind: 'list', items: [anyOf(node)] };
  }
  return { kind: 'list', items };
}

function itemOf(evaluation: Evaluation, node: PythonNode): Item {
  const value = evaluation.evaluate(node);
  if (value.kind === 'text') take(evaluation, node);
  return { value, span: { start: node.start, end: node.end }, spread: false };
}

function anyOf({ start, end }: PythonNode): Item {
  return { value: unknown, span: { start, end }, spread: true };
}

/** The items of an expression that is taken into a list. */
export function itemsOf(evaluation: Evaluation, node: PythonNode): readonly Item[] {
  const value = evaluation.evaluate(node);
  if (value.kind !== 'list') return [anyOf(node)];
  take(evaluation, node);
  return spend(evaluation.survey, value.items.length) ? value.items : [anyOf(node)];
}

/** What a name holds is no command of its own once it is part of another. */
export function take(evaluation: Evaluation, node: PythonNode): void {
  const reached = reachedBy(evaluation, node);
  if (reached !== undefined) evaluation.taken.add(reached.assignment);
}

/** `{"a": 1, **b}`. */
export function dictOf(evaluation: Evaluation, node: PythonNode): DictValue {
  const entries = new Map<string, Entry>();
  let complete = true;
  for (const part of partsOf(node)) {
    const [key, colon, value] = part;
    if (key?.type === '**' && colon !== undefined) {
      const more = entriesOf(evaluation, colon);
      // What is not known may hold the same names, and wins over what stands before it.
      if (more?.complete !== true) for (const [own, entry] of entries) entries.set(own, { ...entry, value: unknown });
      for (const entry of more?.entries ?? []) entries.set(entry.name, entry);
      complete &&= more?.complete === true;
      continue;
    }
    const name = key && nameOf(evaluation, key);
    if (key === undefined || name === undefined || value === undefined || part.length !== 3) {
      complete = false;
      continue;
    }
    const nameSpan = { start: key.start, end: key.end };
    entries.set(name, { name, nameSpan, value: evaluation.evaluate(value), span: { start: value.start, end: value.end } });
  }
  return { kind: 'dict', entries: [...entries.values()], complete, span: { start: node.start, end: node.end } };
}

/** The entries of an expression that is taken into a dictionary or a call; undefined: not known. */
export function entriesOf(evaluation: Evaluation, node: PythonNode): DictValue | undefined {
  const value = evaluation.evaluate(node);
  return value.kind === 'dict' && spend(evaluation.survey, value.entries.length) ? value : undefined;
}

/** A key that is a known text. */
export function nameOf(evaluation: Evaluation, key: PythonNode): string | undefined {
  const value = evaluation.evaluate(key);
  return value.kind === 'text' ? textOfRuns(value.runs) : undefined;
}
