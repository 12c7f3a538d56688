import { argumentsIn, childOf, dottedNames, partsOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type Assignment, addEvent, type Block, type Given, newScope, ownerOf, type Scope } from './scopes.ts';

/** A module with what its statements do to names. */
export interface Survey {
  readonly text: string;
  /** The block of each node that starts one. */
  readonly blocks: ReadonlyMap<PythonNode, Block>;
  /** In the order of the text. */
  readonly calls: readonly PythonNode[];
  readonly lists: readonly PythonNode[];
  readonly assignments: readonly Assignment[];
  readonly comments: readonly PythonNode[];
  readonly strings: readonly PythonNode[];
  /** `os.environ[NAME] = VALUE`. */
  readonly variables: readonly VariableSetting[];
  /** How much may still be evaluated: a name may be used in the value of another, and so on. */
  readonly budget: { left: number };
}

export interface VariableSetting {
  readonly name: PythonNode;
  readonly value: PythonNode;
  readonly at: number;
  readonly block: Block;
}

/** Finds out where each name of a module is bound and changed. What is nested beyond measure is passed over. */
export function survey(root: PythonNode, text: string): Survey {
  const scope = newScope('module', undefined);
  const block: Block = { parent: undefined, scope, loop: false, start: 0, end: text.length };
  const found: Found = {
    text,
    blocks: new Map([[root, block]]),
    scopes: [scope],
    calls: [],
    lists: [],
    assignments: [],
    comments: [],
    strings: [],
    variables: [],
    budget: { left: 20_000 + 2 * text.length },
  };
  walkAll(found, root.children, block, 0);
  noteOuterChanges(found.scopes);
  return found;
}

interface Found extends Survey {
  readonly blocks: Map<PythonNode, Block>;
  readonly scopes: Scope[];
  readonly calls: PythonNode[];
  readonly lists: PythonNode[];
  readonly assignments: Assignment[];
  readonly comments: PythonNode[];
  readonly strings: PythonNode[];
  readonly variables: VariableSetting[];
}

/** Deeper than any person writes. */
const deepest = 300;

function walkAll(found: Found, nodes: readonly PythonNode[], block: Block, depth: number): void {
  for (const node of nodes) walk(found, node, block, depth + 1);
}

function walk(found: Found, node: PythonNode, block: Block, depth: number): void {
  if (depth > deepest) return;
  const visit = visits[node.type];
  if (visit === undefined) walkAll(found, node.children, block, depth);
  else visit(found, node, block, depth);
}

type Visit = (found: Found, node: PythonNode, block: Block, depth: number) => void;

const visits: Readonly<Record<string, Visit>> = {
  ArrayExpression: (found, node, block, depth) => {
    found.lists.push(node);
    walkAll(found, node.children, block, depth);
  },
  AssignStatement: visitAssignment,
  ArrayComprehensionExpression: visitComprehension,
  CallExpression: visitCall,
  ClassDefinition: visitDefinition,
  Comment: (found, node) => {
    found.comments.push(node);
  },
  ComprehensionExpression: visitComprehension,
  ContinuedString: visitString,
  DeleteStatement: visitDelete,
  DictionaryComprehensionExpression: visitComprehension,
  ForStatement: visitLoop,
  FormatString: visitString,
  FunctionDefinition: visitDefinition,
  IfStatement: visitBranches,
  ImportStatement: visitImport,
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
  UpdateStatement: visitUpdate,
  WhileStatement: visitLoop,
  WithStatement: visitWith,
};

function visitString(found: Found, node: PythonNode, block: Block, depth: number): void {
  found.strings.push(node);
  walkAll(found, node.children, block, depth);
}

function blockOf(found: Found, node: PythonNode, parent: Block, scope: Scope, loop: boolean): Block {
  const block = { parent, scope, loop, start: node.start, end: node.end };
  found.blocks.set(node, block);
  return block;
}

/** A scope has blocks of its own: what is around a function says nothing of when it runs. */
function scopeBlock(found: Found, node: PythonNode, kind: Scope['kind'], around: Block): Block {
  const scope = newScope(kind, around.scope);
  found.scopes.push(scope);
  return blockOf(found, node, around, scope, false);
}

function bind(found: Found, name: string, gives: Given, at: number, block: Block): void {
  const assignment: Assignment = { kind: 'assign', at, block, name, gives };
  const { scope } = block;
  if (scope.outer.has(name)) {
    addEvent(outerScope(name, scope), name, { ...assignment, gives: { kind: 'other' } });
    return;
  }
  found.assignments.push(assignment);
  addEvent(scope, name, assignment);
}

/** Where `global` and `nonlocal` take a name from. */
function outerScope(name: string, scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && (at === scope || !at.events.has(name))) at = at.parent;
  return at;
}

function visitAssignment(found: Found, node: PythonNode, block: Block, depth: number): void {
  walkAll(found, node.children, block, depth);
  const parts = sidesOf(node);
  const value = parts.at(-1) ?? [];
  if (parts.length < 2 || value.length === 0) return;
  for (const targets of parts.slice(0, -1)) assignTo(found, targets, value, node, block);
}

/** What stands between the `=` signs, without annotations. */
function sidesOf(node: PythonNode): readonly (readonly PythonNode[])[] {
  const sides: PythonNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === 'AssignOp') sides.push([]);
    else if (child.type !== 'TypeDef') sides.at(-1)?.push(child);
  }
  return sides;
}

function assignTo(found: Found, targets: readonly PythonNode[], value: readonly PythonNode[], { end: at }: PythonNode, block: Block): void {
  const names = targets.filter(({ type }) => type !== ',');
  const values = value.filter(({ type }) => type !== ',');
  const pairs = names.length === values.length && names.every(isSimple) && values.every(({ type }) => type !== '*');
  for (const [index, target] of names.entries()) {
    const node = pairs ? values[index] : undefined;
    if (target.type === 'VariableName') {
      bind(found, textOf(target, found.text), node === undefined ? { kind: 'other' } : { kind: 'value', node }, at, block);
      if (node?.type === 'VariableName') change(found, node, node, at, block);
    } else if (target.type === 'MemberExpression') setMember(found, target, node, at, block);
    else bindTargets(found, [target], at, block);
  }
}

function isSimple({ type }: PythonNode): boolean {
  return type === 'VariableName' || type === 'MemberExpression';
}

/** `os.environ["X"] = value`, `options["k"] = value`, `object.field = value`. */
function setMember(found: Found, target: PythonNode, value: PythonNode | undefined, at: number, block: Block): void {
  const [object, , key] = target.children;
  if (object === undefined) return;
  const dotted = dottedNames(object, found.text)?.join('.');
  if ((dotted === 'os.environ' || dotted === 'environ') && key !== undefined) {
    found.variables.push({ name: key, value: value ?? key, at, block });
  }
  change(found, object, target.parent ?? target, at, block);
  if (value?.type === 'VariableName') change(found, value, value, at, block);
}

/** Every name in an expression that is assigned to. */
function bindTargets(found: Found, nodes: readonly PythonNode[], at: number, block: Block): void {
  for (const node of nodes) {
    if (node.type === 'VariableName') bind(found, textOf(node, found.text), { kind: 'other' }, at, block);
    else if (/^(Tuple|Array|Parenthesized)Expression$|Pattern$|PatternArgList|^KeywordPattern/.test(node.type)) {
      bindTargets(found, node.children, at, block);
    } else if (node.type === 'MemberExpression') change(found, node.children[0] ?? node, node, at, block);
  }
}

/** What the name stands for may be another, or hold something else, from here on. */
function change(found: Found, of: PythonNode, node: PythonNode, at: number, block: Block): void {
  const name = of.type === 'VariableName' ? textOf(of, found.text) : undefined;
  if (name !== undefined) addEvent(block.scope, name, { kind: 'change', at, block, node });
}

function visitUpdate(found: Found, node: PythonNode, block: Block, depth: number): void {
  walkAll(found, node.children, block, depth);
  const [target] = node.children;
  if (target === undefined) return;
  const isOuter = target.type === 'VariableName' && block.scope.outer.has(textOf(target, found.text));
  if (isOuter) bindTargets(found, [target], node.end, block);
  else change(found, rootOf(target), node, node.end, block);
}

/** The name at the start of `a.b[c]`. */
function rootOf(node: PythonNode): PythonNode {
  let at = node;
  while (at.type === 'MemberExpression' && at.children[0] !== undefined) at = at.children[0];
  return at;
}

function visitDelete(found: Found, node: PythonNode, block: Block, depth: number): void {
  walkAll(found, node.children, block, depth);
  for (const child of node.children) {
    if (child.type === 'VariableName') bindTargets(found, [child], node.end, block);
    else if (child.type === 'MemberExpression') change(found, rootOf(child), node, node.end, block);
  }
}

/** Functions that leave what they are given as it is. */
const leaving =
  /(^|\.)(print|len|str|repr|list|tuple|dict|sorted|bool|any|all|min|max|zip|enumerate|isinstance|join|quote|dumps|run|call|check_call|check_output|Popen|system|execvp|execv|execvpe|create_subprocess_exec|create_subprocess_shell|debug|info|warning|error|exception|critical|log|format|append|extend|update)$/;

function visitCall(found: Found, node: PythonNode, block: Block, depth: number): void {
  found.calls.push(node);
  walkAll(found, node.children, block, depth);
  const [callee] = node.children;
  if (callee === undefined) return;
  if (callee.type === 'MemberExpression') {
    const [object] = callee.children;
    if (object?.type === 'VariableName') change(found, object, node, node.end, block);
  }
  if (leaving.test((dottedNames(callee, found.text) ?? [textOf(callee.children.at(-1) ?? callee, found.text)]).join('.'))) return;
  for (const { value, stars } of argumentsIn(childOf(node, 'ArgList'))) {
    if (stars === '' && value.type === 'VariableName') change(found, value, value, node.end, block);
  }
}

function visitImport(found: Found, node: PythonNode, block: Block): void {
  const { text } = found;
  const at = node.children.findIndex(({ type }) => type === 'import');
  const isFrom = node.children[0]?.type === 'from';
  const from = isFrom
    ? node.children
        .slice(1, at)
        .map((child) => textOf(child, text))
        .join('')
    : '';
  const list = { ...node, children: node.children.slice(at + 1) };
  for (const part of partsOf(list)) {
    const as = part.findIndex(({ type }) => type === 'as');
    const dotted = part.slice(0, as < 0 ? undefined : as).map((child) => textOf(child, text));
    const alias = as < 0 ? undefined : part[as + 1];
    const name = alias === undefined ? dotted[0] : textOf(alias, text);
    if (name === undefined || name === '*') continue;
    // `import a.b` binds `a`; `import a.b as c` binds what `a.b` is.
    const whole = alias === undefined && !isFrom ? name : dotted.join('');
    bind(found, name, { kind: 'import', dotted: isFrom ? `${from}${from.endsWith('.') ? '' : '.'}${whole}` : whole }, node.end, block);
  }
}

function visitDefinition(found: Found, node: PythonNode, block: Block, depth: number): void {
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

function visitParameters(found: Found, list: PythonNode, outside: Block, inside: Block, depth: number): void {
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

function visitLambda(found: Found, node: PythonNode, block: Block, depth: number): void {
  const inner = scopeBlock(found, node, 'function', block);
  for (const child of node.children) {
    if (child.type === 'ParamList') visitParameters(found, child, block, inner, depth);
    else walk(found, child, inner, depth + 1);
  }
}

function visitComprehension(found: Found, node: PythonNode, block: Block, depth: number): void {
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
function visitBranches(found: Found, node: PythonNode, block: Block, depth: number): void {
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

function visitLoop(found: Found, node: PythonNode, block: Block, depth: number): void {
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
function visitTry(found: Found, node: PythonNode, block: Block, depth: number): void {
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

function visitWith(found: Found, node: PythonNode, block: Block, depth: number): void {
  for (const [index, child] of node.children.entries()) {
    if (node.children[index - 1]?.type === 'as') bindTargets(found, [child], child.end, block);
    else if (child.type === 'Body') walkAll(found, child.children, block, depth + 1);
    else walk(found, child, block, depth + 1);
  }
}

/** A function that changes a list of the module may do so at any time. */
function noteOuterChanges(scopes: readonly Scope[]): void {
  for (const scope of scopes) {
    if (scope.parent === undefined) continue;
    for (const [name, events] of scope.events) {
      const owner = ownerOf(name, scope);
      if (owner !== undefined && owner !== scope && events.length > 0) owner.changedElsewhere.add(name);
    }
  }
}
