import { childOf, partsOf, textOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { type Block, newScope, type Scope } from '../scopes.ts';
import type { Surveying } from '../survey.ts';
import { noteAssignment } from './assignments.ts';
import { bind, bindTargets } from './bindings.ts';
import { noteCall, noteDelete, noteUpdate } from './changes.ts';
import { noteImport } from './imports.ts';

/** Visits nodes and all that is in them, in the order of the text. What is nested beyond measure is passed over. */
export function walkAll(found: Surveying, nodes: readonly PythonNode[], block: Block, depth: number): void {
  for (const node of nodes) walk(found, node, block, depth + 1);
}

/** Deeper than any person writes. */
const deepest = 300;

function walk(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  if (depth > deepest) return;
  const visit = visits[node.type];
  if (visit === undefined) walkAll(found, node.children, block, depth);
  else visit(found, node, block, depth);
}

type Visit = (found: Surveying, node: PythonNode, block: Block, depth: number) => void;

const visits: Readonly<Record<string, Visit>> = {
  ArrayExpression: (found, node, block, depth) => {
    found.lists.push(node);
    walkAll(found, node.children, block, depth);
  },
  AssignStatement: afterParts(noteAssignment),
  ArrayComprehensionExpression: visitComprehension,
  CallExpression: (found, node, block, depth) => {
    found.calls.push(node);
    walkAll(found, node.children, block, depth);
    noteCall(found, node, block);
  },
  ClassDefinition: visitDefinition,
  Comment: (found, node) => {
    found.comments.push(node);
  },
  ComprehensionExpression: visitComprehension,
  ContinuedString: visitString,
  DeleteStatement: afterParts(noteDelete),
  DictionaryComprehensionExpression: visitComprehension,
  ForStatement: visitLoop,
  FormatString: visitString,
  FunctionDefinition: visitDefinition,
  IfStatement: visitBranches,
  ImportStatement: noteImport,
  LambdaExpression: visitLambda,
  MatchClause: visitBranches,
  NamedExpression: (found, node, block, depth) => {
    walkAll(found, node.children.slice(1), block, depth);
    bindTargets(found, node.children.slice(0, 1), node.end, block);
  },
  ScopeStatement: (found, node, { scope }) => {
    for (const child of node.children) if (child.type === 'VariableName') scope.outer.add(textOf(child, found.text));
  },
  SetComprehensionExpression: visitComprehension,
  String: visitString,
  TryStatement: visitTry,
  UpdateStatement: afterParts(noteUpdate),
  WhileStatement: visitLoop,
  WithStatement: visitWith,
};

/** The parts of a statement run before it does. */
function afterParts(note: (found: Surveying, node: PythonNode, block: Block) => void): Visit {
  return (found, node, block, depth) => {
    walkAll(found, node.children, block, depth);
    note(found, node, block);
  };
}

function visitString(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  found.strings.push(node);
  walkAll(found, node.children, block, depth);
}

function visitDefinition(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  const name = childOf(node, 'VariableName');
  if (name !== undefined) bind(found, textOf(name, found.text), { kind: 'definition', node }, node.end, block);
  const inner = scopeBlock(found, node, node.type === 'ClassDefinition' ? 'class' : 'function', block);
  for (const child of node.children) {
    if (child.type === 'ParamList') visitParameters(found, child, block, inner, depth);
    else if (child.type === 'Body') {
      found.blocks.set(child, inner);
      walkAll(found, child.children, inner, depth + 1);
    } else if (child !== name) walk(found, child, block, depth + 1);
  }
  // Defaults and bases belong to what is around.
  found.blocks.delete(node);
}

function visitParameters(found: Surveying, list: PythonNode, outside: Block, inside: Block, depth: number): void {
  for (const part of partsOf(list)) {
    const name = part.find(({ type }) => type === 'VariableName');
    if (name !== undefined) bind(found, textOf(name, found.text), { kind: 'other' }, list.start, inside);
    walkAll(
      found,
      part.filter((child) => child !== name),
      outside,
      depth,
    );
  }
}

function visitLambda(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  const inner = scopeBlock(found, node, 'function', block);
  for (const child of node.children) {
    if (child.type === 'ParamList') visitParameters(found, child, block, inner, depth);
    else walk(found, child, inner, depth + 1);
  }
}

function visitComprehension(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  const inner = scopeBlock(found, node, 'function', block);
  let isTarget = false;
  for (const child of node.children) {
    if (child.type === 'for') isTarget = true;
    else if (child.type === 'in') isTarget = false;
    else if (isTarget) bindTargets(found, [child], node.start, inner);
    else walk(found, child, inner, depth + 1);
  }
}

/** Each body of an `if` may run or not; that of `if __name__ == "__main__"` is the module's own. */
function visitBranches(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  const isMain = node.type === 'IfStatement' && /^__name__\s*==/.test(textOf(node.children[1] ?? node, found.text));
  let first = true;
  for (const child of node.children) {
    if (child.type === 'Body') {
      const inner = isMain && first ? block : blockOf(found, child, block, block.scope, false);
      first = false;
      walkAll(found, child.children, inner, depth + 1);
    } else if (/Pattern$/.test(child.type)) bindTargets(found, [child], node.end, block);
    else walk(found, child, block, depth + 1);
  }
}

function visitLoop(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  const bodies = node.children.filter(({ type }) => type === 'Body');
  const [body] = bodies;
  const inner = body && blockOf(found, body, block, block.scope, true);
  let isTarget = false;
  for (const child of node.children) {
    if (child.type === 'for') isTarget = true;
    else if (child.type === 'in') isTarget = false;
    else if (isTarget) bindTargets(found, [child], child.end, inner ?? block);
    else if (child === body) walkAll(found, child.children, inner ?? block, depth + 1);
    else if (child.type === 'Body') walkAll(found, child.children, blockOf(found, child, block, block.scope, false), depth + 1);
    else walk(found, child, block, depth + 1);
  }
}

/** What is tried and what is done finally runs; what follows `except` and `else` may. */
function visitTry(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  let clause = '';
  let inner = block;
  for (const [index, child] of node.children.entries()) {
    if (/^(try|except|else|finally)$/.test(child.type)) clause = child.type;
    else if (child.type === 'Body') {
      inner = clause === 'except' || clause === 'else' ? blockOf(found, child, block, block.scope, false) : block;
      walkAll(found, child.children, inner, depth + 1);
    } else if (node.children[index - 1]?.type === 'as') bindTargets(found, [child], child.end, block);
    else walk(found, child, block, depth + 1);
  }
}

function visitWith(found: Surveying, node: PythonNode, block: Block, depth: number): void {
  for (const [index, child] of node.children.entries()) {
    if (node.children[index - 1]?.type === 'as') bindTargets(found, [child], child.end, block);
    else if (child.type === 'Body') walkAll(found, child.children, block, depth + 1);
    else walk(found, child, block, depth + 1);
  }
}

function blockOf(found: Surveying, node: PythonNode, parent: Block, scope: Scope, loop: boolean): Block {
  const block = { parent, scope, loop, start: node.start, end: node.end };
  found.blocks.set(node, block);
  return block;
}

/** A scope has blocks of its own: what is around a function says nothing of when it runs. */
function scopeBlock(found: Surveying, node: PythonNode, kind: Scope['kind'], around: Block): Block {
  const scope = newScope(kind, around.scope);
  found.scopes.push(scope);
  return blockOf(found, node, around, scope, false);
}
