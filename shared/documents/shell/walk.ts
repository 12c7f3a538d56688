import type { Piece, Word } from '../command.ts';
import { forget } from './assignments.ts';
import { dependsOnCaller } from './caller.ts';
import { namesChangedIn, namesInArithmetic } from './changed-names.ts';
import { decide, decidePipeline } from './conditions.ts';
import { type Context, deepestContext, spanIn } from './context.ts';
import { commit, firstRuns, joinBranches, spreadWord } from './join.ts';
import type {
  AndOr,
  AnyCommandNode,
  Case,
  CompoundList,
  For,
  FunctionNode,
  If,
  Pipeline,
  PipelineNode,
  Statement,
  SyntaxNode,
  While,
} from './parse.ts';
import { eachChild } from './parse.ts';
import { heredocRuns, runCommand } from './run-command.ts';
import { assign, lookUp, type Scope, scopeOver } from './scope.ts';
import { isAbsent, type Runs, unknownRun } from './value.ts';
import { addWords, expandRuns } from './words.ts';

/** Runs statements one after another. */
export function runStatements(context: Context, statements: readonly Statement[]): void {
  for (const statement of statements) {
    const own = statement.background === true ? { ...context, scope: scopeOver(context.scope) } : context;
    if (statement.command.type === 'AndOr') runAndOr(own, statement.command);
    else runPipelineNode(own, statement.command);
  }
}

function runPipelineNode(context: Context, node: PipelineNode): void {
  if (node.type === 'Pipeline') runPipeline(context, node);
  else runNode(context, node);
}

/** Each part of a pipe runs in a shell of its own; what one prints may be the script that the next one reads. */
function runPipeline(context: Context, node: Pipeline): void {
  if (node.commands.length === 1 && node.commands[0] !== undefined) {
    runNode(context, node.commands[0]);
    return;
  }
  let input: readonly Piece[] | undefined;
  for (const command of node.commands) {
    runNode({ ...context, scope: scopeOver(context.scope), input }, command);
    input = printed(context, command);
  }
}

/** What `cat <<EOF` or `echo "TEXT"` prints. */
function printed(context: Context, node: AnyCommandNode): readonly Piece[] | undefined {
  if (node.type !== 'Command') return undefined;
  const heredoc = node.suffix.find((item) => item.type === 'HereDoc');
  if (node.name?.text === 'cat' && heredoc?.type === 'HereDoc') return heredocRuns(context, heredoc);
  const [text, ...more] = node.suffix;
  return node.name?.text === 'echo' && text?.type === 'Word' && more.length === 0 ? expandRuns(context, text) : undefined;
}

/** Commands after which the script goes on as if they had succeeded. */
const succeeding: ReadonlySet<string> = new Set(
  'cd pushd export declare typeset local readonly source . set echo mkdir : true unset ulimit pip pip3 apt apt-get conda mamba module'.split(
    ' ',
  ),
);

function runAndOr(context: Context, node: AndOr): void {
  let truth: boolean | undefined = true;
  node.commands.forEach((command, index) => {
    const operator = index === 0 ? undefined : node.operators[index - 1];
    const runs = operator === undefined ? true : truth === undefined ? undefined : operator === '&&' ? truth : !truth;
    const next = runs === false ? undefined : truthOf(context, command, node);
    if (index === 0) runPipelineNode(context, command);
    else runMaybe(context, command, runs);
    if (runs === true) truth = next;
    else if (runs === undefined) truth = undefined;
  });
}

function truthOf(context: Context, node: PipelineNode, whole: AndOr): boolean | undefined {
  const decided = decidePipeline(context, node);
  if (decided !== undefined) return dependsOnCaller(context, node, whole) ? undefined : decided;
  if (node.type !== 'Command') return undefined;
  return node.name === undefined || succeeding.has(node.name.text) ? true : undefined;
}

/**
 * Runs a part of the script that runs for certain, perhaps, or as far as the file says not at all. Where it ends the script
 * (`[ -z "$1" ] && exit 1`), the rest of the script is read for those who went on.
 */
function runMaybe(context: Context, node: PipelineNode, runs: boolean | undefined): void {
  const scope = scopeOver(context.scope);
  runPipelineNode({ ...context, scope }, node);
  if (runs === undefined) joinBranches(context.scope, [scope], false);
  else if (runs && !scope.ended) commit(context.scope, scope);
}

export function runNode(context: Context, node: AnyCommandNode | CompoundList): void {
  if (context.depth > deepestContext * 8) return;
  switch (node.type) {
    case 'Command':
      runCommand(context, node, context.input);
      return;
    case 'CompoundList':
      runStatements(context, node.commands);
      return;
    case 'BraceGroup':
      runStatements(deeper(context), node.body.commands);
      return;
    case 'Subshell':
      runStatements({ ...deeper(context), scope: scopeOver(context.scope) }, node.body.commands);
      return;
    case 'Redirected':
      runNode(deeper(context), node.command);
      return;
    case 'If':
      runIf(deeper(context), node);
      return;
    case 'While':
      runWhile(deeper(context), node);
      return;
    case 'For':
    case 'Select':
      runFor(deeper(context), node.name.text, node.type === 'For' ? node.wordlist : undefined, node);
      return;
    case 'ArithmeticFor':
      runLoop(deeper(context), node, () => runStatements(context, []), node.body);
      return;
    case 'Case':
      runCase(deeper(context), node);
      return;
    case 'Function':
      defineFunction(context, node);
      return;
    case 'Coproc':
      runNode({ ...deeper(context), scope: scopeOver(context.scope) }, node.body);
      return;
    case 'ArithmeticCommand':
      for (const name of namesInArithmetic(node.body)) forget(context, node, name);
      return;
    case 'TestCommand':
      runWordsIn(context, node.expression);
      return;
  }
}

function deeper(context: Context): Context {
  return { ...context, depth: context.depth + 1 };
}

/** Command substitutions inside `[[ ]]`. */
function runWordsIn(context: Context, node: SyntaxNode): void {
  if (node.type === 'Word') {
    if (node.text.includes('$(') || node.text.includes('`')) addWords(context, node, []);
    return;
  }
  eachChild(node, (child) => runWordsIn(context, child));
}

function runIf(context: Context, node: If): void {
  const branches: Scope[] = [];
  const scope = scopeOver(context.scope);
  const inside: Context = { ...context, scope };
  let open = true;
  for (const part of [node, ...node.elif]) {
    const truth = dependsOnCaller(inside, part.clause, node) ? undefined : decide(inside, part.clause);
    runStatements(inside, part.clause.commands);
    const branch = runBranch(inside, part.then, !open || truth === false ? part.clause : undefined);
    if (!open || truth === false || (truth === true && branch.ended)) continue;
    branches.push(branch);
    if (truth === true) open = false;
  }
  const otherwise = node.else === undefined ? scopeOver(scope) : runBranch(inside, node.else, open ? undefined : node.clause);
  if (open) branches.push(otherwise);
  joinBranches(scope, branches, true);
  if (scope.ended) context.scope.ended = true;
  commit(context.scope, scope);
}

/** Runs a branch in a scope of its own. In one that the file's own values rule out, what the test names is unknown. */
function runBranch(context: Context, body: CompoundList, ruledOutBy: CompoundList | undefined): Scope {
  const scope = scopeOver(context.scope);
  if (ruledOutBy !== undefined) hideTested(context, ruledOutBy, scope);
  runStatements({ ...context, scope, conditional: true }, body.commands);
  return scope;
}

function hideTested(context: Context, clause: CompoundList, scope: Scope): void {
  const text = context.text.slice(clause.pos, clause.end);
  for (const match of text.matchAll(/[A-Za-z_]\w*/g)) {
    if (lookUp(scope, match[0]) !== undefined) scope.own.set(match[0], unknownVariable(context, clause));
  }
}

function unknownVariable(
  context: Context,
  node: { readonly pos: number; readonly end: number },
): { runs: Runs; elements: undefined; exported: false } {
  return { runs: [unknownRun(spanIn(context, node.pos, node.end))], elements: undefined, exported: false };
}

function runWhile(context: Context, node: While): void {
  runLoop(context, node, (inside) => runStatements(inside, node.clause.commands), node.body);
}

function runLoop(
  context: Context,
  node: SyntaxNode & { readonly pos: number; readonly end: number },
  before: (inside: Context) => void,
  body: CompoundList,
): void {
  const scope = scopeOver(context.scope);
  const inside: Context = { ...context, scope, conditional: true };
  carry(context, node, scope);
  before(inside);
  runStatements(inside, body.commands);
  scope.ended = false;
  joinBranches(context.scope, [scope], false);
}

/** A variable that the loop changes is unknown at its start: an earlier turn may have set it. */
function carry(context: Context, node: SyntaxNode & { readonly pos: number; readonly end: number }, scope: Scope): void {
  const span = spanIn(context, node.pos, node.end);
  for (const [name, change] of namesChangedIn(context.reading, node)) {
    const before = lookUp(context.scope, name);
    if (before === undefined && change === 'set') continue;
    const exported = before?.exported ?? false;
    if (change === 'appended' && before?.elements !== undefined) {
      const elements = [...before.elements, spreadWord({ text: undefined, source: '', span, pieces: [] })];
      assign(scope, name, { runs: firstRuns(elements), elements, exported });
    } else assign(scope, name, { runs: [{ ...unknownRun(span), carried: true }], elements: undefined, exported });
  }
}

/** A loop over one word that is known gives its variable that value; over the script's own arguments, one from outside. */
function runFor(context: Context, name: string, list: For['wordlist'], node: For | Extract<AnyCommandNode, { type: 'Select' }>): void {
  const words: Word[] = [];
  for (const word of list ?? []) addWords(context, word, words);
  const [only, ...more] = words;
  const isOutside =
    node.type === 'For' && (list === undefined || (more.length === 0 && only !== undefined && isAbsent(only.pieces as Runs)));
  const known = only !== undefined && more.length === 0 && only.spread !== true ? only : undefined;
  const before = (inside: Context): void => {
    if (isOutside) assign(inside.scope, name, undefined);
    else if (known === undefined) forget(inside, node, name);
    else assign(inside.scope, name, { runs: known.pieces as Runs, elements: undefined, exported: false });
  };
  runLoop(context, node, before, node.body);
}

function runCase(context: Context, node: Case): void {
  addWords(context, node.word, []);
  const branches = node.items.map((item) => runBranch(context, item.body, undefined));
  const exhaustive = node.items.some((item) => item.pattern.some((pattern) => pattern.text === '*'));
  joinBranches(context.scope, branches, exhaustive);
}

/** A function's body is read where it is called; only its name is kept here. */
function defineFunction(context: Context, node: FunctionNode): void {
  context.reading.functions.set(node.name.text, { node, context, calls: 0 });
}
