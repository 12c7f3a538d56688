import { positionalNames } from './assignments.ts';
import type { Reading } from './context.ts';
import { type CommandNode, eachChild, type SyntaxNode } from './parse.ts';

/** How a stretch of the script changes a variable: only by `+=`, or otherwise. */
export type Change = 'appended' | 'set';

const cache = new WeakMap<SyntaxNode, ReadonlyMap<string, Change>>();

/** The variables that a loop's or a function's body may change, called functions included. */
export function namesChangedIn(reading: Reading, node: SyntaxNode, visiting: ReadonlySet<string> = new Set()): ReadonlyMap<string, Change> {
  const known = cache.get(node);
  if (known !== undefined) return known;
  const names = new Map<string, Change>();
  collect(reading, node, names, visiting);
  cache.set(node, names);
  return names;
}

function collect(reading: Reading, node: SyntaxNode, names: Map<string, Change>, visiting: ReadonlySet<string>): void {
  if (node.type === 'Word') return;
  if (node.type === 'Assignment') {
    add(names, node.name, node.append === true ? 'appended' : 'set');
    return;
  }
  if (node.type === 'For' || node.type === 'Select') add(names, node.name.text, 'set');
  if (node.type === 'ArithmeticCommand') for (const name of namesInArithmetic(node.body)) add(names, name, 'set');
  if (node.type === 'Command') {
    collectCommand(reading, node, names, visiting);
    return;
  }
  eachChild(node, (child) => collect(reading, child, names, visiting));
}

const changing: ReadonlySet<string> = new Set([
  'read',
  'mapfile',
  'readarray',
  'unset',
  'printf',
  'getopts',
  'local',
  'declare',
  'typeset',
  'export',
  'let',
]);

function collectCommand(reading: Reading, node: CommandNode, names: Map<string, Change>, visiting: ReadonlySet<string>): void {
  const program = node.name?.text ?? '';
  if (program === '') for (const item of node.prefix) if (item.type === 'Assignment') collect(reading, item, names, visiting);
  for (const item of node.suffix) {
    if (item.type === 'Assignment') collect(reading, item, names, visiting);
    else if (item.type === 'Word') collectWord(item.text, changing.has(program), names);
  }
  if (program === 'shift' || program === 'set') for (const name of positionalNames) add(names, name, 'set');
  const called = visiting.has(program) ? undefined : reading.functions.get(program);
  if (called === undefined) return;
  for (const [name, change] of namesChangedIn(reading, called.node.body, new Set([...visiting, program]))) add(names, name, change);
}

function collectWord(text: string, changes: boolean, names: Map<string, Change>): void {
  if (changes) for (const match of text.matchAll(/[A-Za-z_]\w*/g)) add(names, match[0], 'set');
  else if (text.includes('=') && text.includes('${'))
    for (const match of text.matchAll(/\$\{([A-Za-z_]\w*):?=/g)) add(names, match[1] ?? '', 'set');
}

export function namesInArithmetic(body: string): readonly string[] {
  const names: string[] = [];
  for (const match of body.matchAll(/([A-Za-z_]\w*)\s*(?:[-+*/%&|^]?=(?!=)|<<=|>>=|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g))
    names.push(match[1] ?? match[2] ?? '');
  return names;
}

function add(names: Map<string, Change>, name: string, change: Change): void {
  names.set(name, change === 'set' || names.get(name) === 'set' ? 'set' : 'appended');
}
