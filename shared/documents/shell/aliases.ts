import { embeddedText } from '../../text/embedded-text.ts';
import type { Word } from '../command.ts';
import type { Context } from './context.ts';
import { type CommandNode, parseShell } from './parse.ts';
import { assign, lookUp } from './scope.ts';
import { type Runs, textOf } from './value.ts';
import { addWords, expandRuns } from './words.ts';

/** `alias NAME='TEXT'`: kept beside the variables, under a name that none of them can have. */
export function defineAliases(context: Context, node: CommandNode): void {
  for (const item of node.suffix) {
    if (item.type !== 'Assignment' || item.value.type === 'ArrayValue') continue;
    const runs = expandRuns(context, item.value);
    const { varied } = context.reading;
    const key = keyOf(item.name);
    varied.set(key, varied.has(key) ? undefined : textOf(runs));
    assign(context.scope, key, { runs, elements: undefined, exported: false });
  }
}

/** The words with what their first one stands for, as a person who types them has it. */
export function withoutAlias(context: Context, words: readonly Word[]): readonly Word[] {
  const name = words[0]?.text;
  const alias = name === undefined ? undefined : lookUp(context.scope, keyOf(name));
  const meant = alias && wordsOf(context, alias.runs);
  return meant === undefined ? words : [...meant, ...words.slice(1)];
}

function keyOf(name: string): string {
  return `alias ${name}`;
}

/** Undefined for what is more than the start of one command. */
function wordsOf(context: Context, runs: Runs): readonly Word[] | undefined {
  const embedded = embeddedText(runs);
  const [first, ...others] = parseShell(embedded.text).statements;
  if (first?.command.type !== 'Command' || first.command.prefix.length > 0 || others.length > 0) return undefined;
  const words: Word[] = [];
  const inner: Context = { ...context, text: embedded.text, embedded };
  for (const item of [first.command.name, ...first.command.suffix]) if (item?.type === 'Word') addWords(inner, item, words);
  return words;
}
