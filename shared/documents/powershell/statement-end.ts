import { type Run, textOf } from './run.ts';

/** The token that ends a statement: a line's end outside parentheses, a pipe, the end of the block around it. */
export function statementEnd(run: Run, from: number): number {
  const { tokens } = run;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === 'end' && at > from && goesOn(run, at - 1)) continue;
    if (kind === 'paren' || kind === 'list' || kind === 'table') depth += 1;
    else if (kind === 'unparen' || (kind === 'close' && depth > 0)) depth -= 1;
    else if (depth <= 0 && (kind === 'end' || kind === 'pipe' || kind === 'and' || kind === 'close' || kind === 'open')) return at;
    if (depth < 0) return at;
  }
  return tokens.length;
}

/** The token behind a group in parentheses. */
export function afterGroup({ tokens }: Run, from: number): number {
  const opening = tokens[from]?.kind;
  if (opening !== 'paren' && opening !== 'list') return from;
  let depth = 0;
  for (let at = from; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === 'paren' || kind === 'list') depth += 1;
    else if (kind === 'unparen' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** A line that ends in a comma or a plus goes on with the next. */
function goesOn(run: Run, last: number): boolean {
  let at = last;
  while (run.tokens[at]?.kind === 'comment') at -= 1;
  const token = run.tokens[at];
  return token?.kind === 'comma' || (token?.kind === 'word' && textOf(run, token) === '+');
}
