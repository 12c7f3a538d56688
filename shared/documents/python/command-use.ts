import { commandName, isCommandArgument, isRunning } from './command-names.ts';
import { argumentsIn, childOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';

/** How the expression is used, if that makes it a command. */
export function useOf(node: PythonNode, text: string, isList: boolean): Place | undefined {
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

/** Where an expression is used as a command. */
interface Place {
  readonly call: PythonNode | undefined;
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
