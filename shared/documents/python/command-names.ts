import { type Argument, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';

/** What a name that holds or gives a command is like. */
export const commandName = /(^|_)(cmds?|commands?|cmdline|entrypoint)$/i;

/** True for a call of a function that runs what it is given. */
export function isRunning(call: PythonNode, text: string): boolean {
  const [callee] = call.children;
  const name = callee && (callee.type === 'MemberExpression' ? callee.children.at(-1) : callee);
  return name !== undefined && running.test(textOf(name, text));
}

/** True for an argument that such a function may run. */
export function isCommandArgument({ name, stars }: Argument, text: string): boolean {
  return stars === '' && (name === undefined || commandKeyword.test(textOf(name, text)));
}

/** Functions that run what they are given, by the last part of their name. */
const running =
  /^(popen|call|check_call|check_output|getoutput|getstatusoutput|sh|bash|sudo|local)$|(^|_)(run|exec|execute|system|shell|cmd|command|popen|subprocess|launch|spawn|ssh|tmux)(_|$)|^(Popen|exec_?[a-z]*|run[A-Z]\w*|execute[A-Z]\w*)$/i;
const commandKeyword = /^(args|cmd|command|commands|script|cmdline|entrypoint)$/i;
