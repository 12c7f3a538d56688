import type { Comment } from '../document.ts';
import { type Context, spanIn } from './context.ts';
import { eachChild, type Statement, type SyntaxNode } from './parse.ts';

/** Adds the comments of a script. The parser gives none: they are the `#` that stand in no word and in no heredoc. */
export function addComments(context: Context, statements: readonly Statement[]): void {
  const candidates = candidatesIn(context.text);
  if (candidates.length === 0) return;
  for (const statement of statements) cross(statement, candidates, 0);
  const { comments } = context.reading;
  let after = 0;
  for (const start of candidates) {
    if (start < after) continue;
    after = lineEnd(context.text, start);
    comments.push(commentAt(context, start, after));
  }
}

function commentAt(context: Context, start: number, end: number): Comment {
  return { text: context.text.slice(start + 1, end), span: spanIn(context, start, end) };
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** Every `#` that could start a comment: at the start of a word. A candidate that is none becomes -1. */
function candidatesIn(text: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
    if (at === 0 || ' \t\n\r;&|()'.includes(text[at - 1] ?? '')) found.push(at);
  }
  return found;
}

function cross(node: SyntaxNode, candidates: number[], depth: number): void {
  if (depth > 300) return;
  if (node.type === 'HereDoc') {
    crossOut(candidates, node.body.pos, node.body.end);
    return;
  }
  if (isLeaf(node)) {
    crossOut(candidates, node.pos, node.end);
    return;
  }
  eachChild(node, (child) => cross(child, candidates, depth + 1));
}

function isLeaf(node: SyntaxNode): boolean {
  return node.type === 'Word' || node.type === 'ArithmeticCommand' || node.type === 'HereDocBody';
}

/** Takes out the candidates that lie in a word; they stay in order. */
function crossOut(candidates: number[], from: number, to: number): void {
  for (let at = firstFrom(candidates, from); at < candidates.length; at++) {
    const start = candidates[at];
    if (start === undefined || Math.abs(start) >= to) return;
    candidates[at] = -Math.abs(start);
  }
}

function firstFrom(candidates: readonly number[], offset: number): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Math.abs(candidates[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
