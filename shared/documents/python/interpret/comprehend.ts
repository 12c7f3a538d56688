import type { PythonNode } from '../parse.ts';
import { bind } from './bind.ts';
import { putIn } from './dict.ts';
import { inner, type Names } from './run.ts';
import { type Dict, truthOf, unknown, type Value } from './value.ts';

/** `{KEY: VALUE for NAME in LIST if TEST}`, `[VALUE for NAME in LIST]`, with one or more loops. */
export function comprehend(names: Names, node: PythonNode): Value {
  const children = node.children.filter(({ type }) => type !== 'Comment');
  const first = children.findIndex(({ type }) => type === 'for' || type === 'async');
  if (first < 0) return unknown;
  const head = children.slice(1, first);
  const clauses = clausesOf(children.slice(first, -1));
  if (clauses === undefined) return unknown;
  const [key, colon, value] = head;
  if (node.type === 'DictionaryComprehensionExpression') {
    if (key === undefined || colon?.type !== ':' || value === undefined) return unknown;
    const dict: Dict = { kind: 'dict', entries: new Map(), complete: true, literal: undefined };
    dict.complete =
      turn(names, clauses, 0, (own) => putIn(dict, own.run.evaluate(own, key), key, own.run.evaluate(own, value), value)) && dict.complete;
    return dict;
  }
  const items: Value[] = [];
  const whole = turn(names, clauses, 0, (own) => items.push(own.run.evaluate(own, key)));
  return whole ? { kind: 'list', items } : unknown;
}

/** A loop with its tests. */
interface Clause {
  readonly targets: readonly PythonNode[];
  readonly over: PythonNode;
  readonly tests: readonly PythonNode[];
}

function clausesOf(nodes: readonly PythonNode[]): readonly Clause[] | undefined {
  const clauses: Clause[] = [];
  let at = 0;
  while (at < nodes.length) {
    if (nodes[at]?.type !== 'for') return undefined;
    const where = nodes.findIndex(({ type }, index) => index > at && type === 'in');
    const over = nodes[where + 1];
    if (where < 0 || over === undefined) return undefined;
    const targets = nodes.slice(at + 1, where).filter(({ type }) => type !== ',');
    const tests: PythonNode[] = [];
    at = where + 2;
    while (nodes[at]?.type === 'if') {
      const test = nodes[at + 1];
      if (test !== undefined) tests.push(test);
      at += 2;
    }
    clauses.push({ targets, over, tests });
  }
  return clauses;
}

/** False where a list or a test is unknown. */
function turn(names: Names, clauses: readonly Clause[], at: number, each: (own: Names) => void): boolean {
  const clause = clauses[at];
  if (clause === undefined) {
    each(names);
    return true;
  }
  const list = names.run.evaluate(names, clause.over);
  if (list.kind !== 'list') return false;
  return list.items.every((item) => {
    const own = inner(names);
    bind(own, clause.targets, item);
    const truths = clause.tests.map((test) => truthOf(own.run.evaluate(own, test)));
    if (truths.includes(undefined)) return false;
    return truths.includes(false) || turn(own, clauses, at + 1, each);
  });
}
