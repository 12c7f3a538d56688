import type { Run } from './run.ts';
import { type Block, blockIn } from './scope.ts';
import type { WordToken } from './tokens.ts';

/** A block may run never, once or many times: what it sets is not known at its start. */
export function enter(run: Run, open: number): void {
  const { head, isFunction } = headOf(run, open);
  const isLoop = /^(?:for|foreach|while|do|function|filter|foreach-object|%)$/.test(head);
  const inner = blockIn(run.block, isFunction);
  run.block = inner;
  run.isConditional = true;
  if (isLoop || isFunction) for (const name of namesSetIn(run, open)) inner.own.set(name, undefined);
}

/** The word that the statement before a block starts with. */
function headOf({ tokens, reading }: Run, open: number): { readonly head: string; readonly isFunction: boolean } {
  let first: WordToken | undefined;
  for (let at = open - 1; at >= 0 && at > open - 60; at--) {
    const token = tokens[at];
    if (token === undefined || token.kind === 'close' || (token.kind === 'end' && tokens[at + 1]?.kind !== 'open')) break;
    if (token.kind === 'word') first = token;
  }
  const head = first === undefined ? '' : reading.embedded.text.slice(first.from, first.to).toLowerCase();
  return { head, isFunction: head === 'function' || head === 'filter' };
}

const mostLooked = 3000;

/** Names that the block's text assigns; of a very long block, all that is set so far. */
function namesSetIn({ tokens, reading, block }: Run, open: number): Iterable<string> {
  const names = new Set<string>();
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (at - open > mostLooked) return allNames(block);
    const token = tokens[at];
    if (token?.kind === 'open' || token?.kind === 'table') depth += 1;
    else if (token?.kind === 'close' && --depth === 0) break;
    const name =
      token?.kind === 'word'
        ? /^(?:\[[^\]]*\])?\$(?:script:|global:)?(\w+)/i.exec(reading.embedded.text.slice(token.from, token.to))?.[1]
        : undefined;
    const next = tokens[at + 1];
    const follows = next?.kind === 'word' ? reading.embedded.text.slice(next.from, next.to) : '';
    if (
      name !== undefined &&
      (/^[-+*/%]?=/.test(follows) || token?.kind !== 'word' || /\+\+|--|=/.test(reading.embedded.text.slice(token.from, token.to)))
    )
      names.add(name.toLowerCase());
  }
  return names;
}

function allNames(block: Block): Iterable<string> {
  const names = new Set<string>();
  for (let at: Block | undefined = block; at !== undefined; at = at.outer) for (const name of at.own.keys()) names.add(name);
  return names;
}
