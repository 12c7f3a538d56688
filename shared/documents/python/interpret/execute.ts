import { childOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { bind } from './bind.ts';
import { forgetChangedIn } from './forget.ts';
import { operate } from './operate.ts';
import type { Outcome } from './outcome.ts';
import { type Names, sourceOf, spend } from './run.ts';
import { truthOf, unknown, type Value } from './value.ts';

const wentOn: Outcome = { kind: 'went on' };
const lost: Outcome = { kind: 'lost' };

/** Follows the statements of a script or a body, up to `before` if that is given. Never throws. */
export function execute(names: Names, block: PythonNode, before = Number.POSITIVE_INFINITY): Outcome {
  for (const statement of block.children) {
    if (statement.end > before) return wentOn;
    const outcome = step(names, statement);
    if (outcome.kind !== 'went on') return outcome;
  }
  return wentOn;
}

function step(names: Names, node: PythonNode): Outcome {
  if (!spend(names.run)) return lost;
  switch (node.type) {
    case 'AssignStatement':
      assign(names, node);
      return wentOn;
    case 'UpdateStatement':
      update(names, node);
      return wentOn;
    case 'ExpressionStatement':
      names.run.evaluate(names, node.children[0]);
      return wentOn;
    case 'FunctionDefinition':
      define(names, node);
      return wentOn;
    case 'ReturnStatement':
      return { kind: 'returned', value: node.children[1] === undefined ? unknown : names.run.evaluate(names, node.children[1]) };
    case 'IfStatement':
      return choose(names, node);
    case 'ForStatement':
      return loop(names, node);
    case 'WhileStatement':
      return repeat(names, node);
    case 'WithStatement':
    case 'TryStatement':
      return bodyOf(names, node);
    case 'BreakStatement':
      return { kind: 'broke' };
    case 'ContinueStatement':
      return { kind: 'continued' };
    case 'RaiseStatement':
      return lost;
    default:
      return wentOn;
  }
}

/** `a = b = value`, `a, b = 1, 2`, `a: int = value`. */
function assign(names: Names, { children }: PythonNode): void {
  const groups: PythonNode[][] = [[]];
  for (const child of children) {
    if (child.type === 'AssignOp') groups.push([]);
    else if (child.type !== ',' && child.type !== 'TypeDef') groups.at(-1)?.push(child);
  }
  const values = groups.pop() ?? [];
  if (groups.length === 0) return;
  const [only, ...more] = values;
  const value: Value =
    more.length === 0 ? names.run.evaluate(names, only) : { kind: 'list', items: values.map((each) => names.run.evaluate(names, each)) };
  for (const targets of groups) bind(names, targets, value, only);
}

function update(names: Names, { children }: PythonNode): void {
  const [target, operator, value] = children;
  if (target === undefined || operator === undefined) return;
  const name = sourceOf(operator, names.run).slice(0, -1);
  bind(names, [target], operate(name, names.run.evaluate(names, target), names.run.evaluate(names, value)), value);
}

function define(names: Names, node: PythonNode): void {
  const name = childOf(node, 'VariableName');
  if (name !== undefined) names.own.set(sourceOf(name, names.run), { kind: 'function', node });
}

/** The branch that is taken; where a test is unknown, what any branch changes is. */
function choose(names: Names, node: PythonNode): Outcome {
  const { children } = node;
  for (let at = 0; at < children.length; at++) {
    const { type } = children[at] ?? { type: '' };
    if (type === 'else') return execute(names, children[at + 1] ?? node);
    if (type !== 'if' && type !== 'elif') continue;
    const truth = truthOf(names.run.evaluate(names, children[at + 1]));
    if (truth === undefined) return forgetChangedIn(names, node) ? lost : wentOn;
    if (truth) return execute(names, children[at + 2] ?? node);
  }
  return wentOn;
}

function loop(names: Names, node: PythonNode): Outcome {
  const where = node.children.findIndex(({ type }) => type === 'in');
  const targets = node.children.slice(1, where).filter(({ type }) => type !== ',');
  const list = names.run.evaluate(names, node.children[where + 1]);
  const body = childOf(node, 'Body');
  if (where < 0 || body === undefined || list.kind !== 'list') return forgetChangedIn(names, node) ? lost : wentOn;
  for (const item of list.items) {
    bind(names, targets, item);
    const outcome = execute(names, body);
    if (outcome.kind === 'broke') break;
    if (outcome.kind === 'returned' || outcome.kind === 'lost') return outcome;
  }
  return wentOn;
}

function repeat(names: Names, node: PythonNode): Outcome {
  const body = childOf(node, 'Body');
  for (;;) {
    const truth = truthOf(names.run.evaluate(names, node.children[1]));
    if (truth === false) return wentOn;
    if (truth === undefined || body === undefined) return forgetChangedIn(names, node) ? lost : wentOn;
    const outcome = execute(names, body);
    if (outcome.kind === 'broke') return wentOn;
    if (outcome.kind === 'returned' || outcome.kind === 'lost') return outcome;
  }
}

function bodyOf(names: Names, node: PythonNode): Outcome {
  const body = childOf(node, 'Body');
  return body === undefined ? wentOn : execute(names, body);
}
