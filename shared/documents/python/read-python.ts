import { embeddedText } from '../../text/embedded-text.ts';
import type { Command, InsertArgument, Word } from '../command.ts';
import type { Comment, LaunchDocument } from '../document.ts';
import type { Keywords } from '../keywords.ts';
import { readArguments, readEmbeddedShell, type ShellSurroundings } from '../shell/read-shell.ts';
import { keywordsOf } from './call-keywords.ts';
import { calleeOf } from './callee.ts';
import { type CommandValue, commandValues } from './command-texts.ts';
import { environmentAt } from './environment.ts';
import { evaluationOf } from './evaluate.ts';
import { blockAt, type Evaluation, spend } from './evaluation.ts';
import { gpusAt } from './gpus.ts';
import { insertionIn } from './insertion.ts';
import { argumentsIn, childOf, dottedNames, textOf } from './nodes.ts';
import { type PythonNode, parsePython } from './parse.ts';
import { survey } from './survey.ts';
import { wordOf } from './value.ts';

/** Reads a Python text: calls of what it imports, and the commands that it starts. Never throws. */
export function readPython(text: string): LaunchDocument {
  const commands: Command[] = [];
  const comments: Comment[] = [];
  try {
    const root = parsePython(text);
    const found = survey(root, text);
    comments.push(...found.comments.map((node) => commentAt(node, text)));
    const insertion = insertionIn(root, text);
    const evaluation = evaluationOf(found);
    for (const call of found.calls) commands.push(...commandsOfCall(evaluation, call, insertion));
    for (const value of commandValues(evaluationOf(found))) {
      const read = commandsOfValue(evaluation, value);
      commands.push(...read.commands.map((command) => withInsertion(command, insertion)));
      comments.push(...read.comments);
    }
  } catch {
    // What was understood before stands; a text that exhausts the stack is no module that a person wrote.
  }
  commands.sort((one, other) => one.start - other.start || one.span.end - other.span.end);
  comments.sort((one, other) => one.span.start - other.span.start);
  return { kind: 'python', commands, comments };
}

function commentAt({ start, end }: PythonNode, text: string): Comment {
  return { text: text.slice(start + 1, end), span: { start, end } };
}

/** What stands around a place: variables, GPUs, and whether it runs at all. */
function surroundingsAt(evaluation: Evaluation, node: PythonNode) {
  const block = blockAt(evaluation.survey, node);
  return {
    environment: environmentAt(evaluation, node),
    gpus: gpusAt(evaluation, node),
    conditional: block === undefined || block.parent !== undefined,
  } satisfies ShellSurroundings;
}

function commandsOfCall(evaluation: Evaluation, call: PythonNode, insertion: InsertArgument): readonly Command[] {
  const [callee] = call.children;
  const list = childOf(call, 'ArgList');
  const given = argumentsIn(list);
  if (callee === undefined || given.length === 0) return [];
  const { text } = evaluation.survey;
  const method = callee.type === 'MemberExpression' ? callee.children.at(-1) : undefined;
  if (method !== undefined && /^(uv_)?pip_install$/.test(textOf(method, text))) return [installOf(evaluation, call, method)];
  if (/^(.*\.)?(create_subprocess_exec|Sandbox\.create)$/.test((dottedNames(callee, text) ?? []).join('.'))) {
    const words = given.filter(({ name }) => name === undefined).map(({ value }) => wordAt(evaluation, value));
    return readArguments(words, text, surroundingsAt(evaluation, call)).map((command) => withInsertion(command, insertion));
  }
  const name = calleeOf(evaluation, callee);
  if (name === undefined || !(name.includes('.') || /^[A-Z]/.test(name))) return [];
  return [commandOf(evaluation, call, keywordsOf(evaluation, call), insertion)];
}

function wordAt(evaluation: Evaluation, node: PythonNode): Word {
  return wordOf(evaluation.evaluate(node), { start: node.start, end: node.end }, evaluation.survey.text);
}

function commandOf(evaluation: Evaluation, call: PythonNode, keywords: Keywords, insertion: InsertArgument): Command {
  const span = { start: call.start, end: call.end };
  return { ...bare, ...surroundingsAt(evaluation, call), span, start: call.start, keywords, insertion };
}

/** A command of the shell's reader makes its environment when it is asked for it. */
function withInsertion(command: Command, insertion: InsertArgument): Command {
  return { ...command, environment: command.environment, insertion };
}

const bare = { words: [], image: undefined, afterEntrypoint: false, workingFolder: undefined } as const;

/** `image.pip_install("vllm==0.11.0")` is what a script says by `pip install`. */
function installOf(evaluation: Evaluation, call: PythonNode, method: PythonNode): Command {
  const span = { start: method.start, end: method.end };
  const own = ['pip', 'install'].map(
    (text): Word => ({ text, source: textOf(method, evaluation.survey.text), span, pieces: [{ text, span, origin: undefined }] }),
  );
  const packages = argumentsIn(childOf(call, 'ArgList')).map(({ value }) => wordAt(evaluation, value));
  const place = { span: { start: method.start, end: call.end }, start: method.start };
  return { ...bare, ...surroundingsAt(evaluation, call), ...place, words: [...own, ...packages] };
}

function commandsOfValue(evaluation: Evaluation, { value, node, call }: CommandValue): Pick<LaunchDocument, 'commands' | 'comments'> {
  const { text } = evaluation.survey;
  const around = surroundingsOfValue(evaluation, node, call);
  if (value.kind === 'list') {
    if (value.items.length < 2 || !spend(evaluation.survey, value.items.length)) return { commands: [], comments: [] };
    const words = value.items.map(({ value: item, span, spread }) => wordOf(item, span, text, spread));
    return { commands: readArguments(words, text, around), comments: [] };
  }
  const embedded = embeddedText(value.runs);
  if (!spend(evaluation.survey, embedded.text.length >> 3)) return { commands: [], comments: [] };
  return readEmbeddedShell(embedded, text, around);
}

/** A process that is given an environment of its own may not have the module's. */
function surroundingsOfValue(evaluation: Evaluation, node: PythonNode, call: PythonNode | undefined): ShellSurroundings {
  const around = surroundingsAt(evaluation, call ?? node);
  const { text } = evaluation.survey;
  const own = argumentsIn(call && childOf(call, 'ArgList')).find(({ name }) => name !== undefined && textOf(name, text) === 'env');
  if (own === undefined || /^os\.environ(\.copy\(\))?$/.test(text.slice(own.value.start, own.value.end))) return around;
  return { ...around, environment: environmentOf(evaluation, own.value, around.environment) };
}

function environmentOf(evaluation: Evaluation, node: PythonNode, outside: ReadonlyMap<string, Word>): ReadonlyMap<string, Word> {
  const value = evaluation.evaluate(node);
  const place = { start: node.start, end: node.end };
  const unread = wordOf({ kind: 'unknown' }, place, evaluation.survey.text);
  const environment = new Map([...outside.keys()].map((name) => [name, unread]));
  if (value.kind !== 'dict') return environment;
  for (const entry of value.entries) environment.set(entry.name, wordOf(entry.value, entry.span, evaluation.survey.text));
  return environment;
}
