import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Piece } from '../command.ts';
import { expandedAt, textOfPieces, unknownPiece } from '../word.ts';

/** A part of a variable's value: text that is expanded each time, or pieces that were once and for all. */
export type MakePart = EmbeddedText | readonly Piece[];

/** The variables of a makefile; a name with `undefined` has a value that the file alone does not tell. */
export type MakeVariables = Pick<ReadonlyMap<string, readonly MakePart[] | undefined>, 'get' | 'keys'>;

const mostPieces = 200;
const longest = 10_000;

/** How many expansions a makefile may ask for: more than people write, fewer than take long. */
export interface ExpansionBudget {
  left: number;
}

/** The characters `from` to `to` with `$(NAME)` replaced and `$$` as one dollar. */
export function expandMake(
  text: EmbeddedText,
  variables: MakeVariables,
  budget: ExpansionBudget,
  from = 0,
  to: number = text.text.length,
  within: readonly string[] = [],
): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = from;
  for (let at = text.text.indexOf('$', from); at >= 0 && at < to; at = text.text.indexOf('$', plain)) {
    if (at > plain) pieces.push(...runsWithin(text, plain, at));
    plain = Math.min(to, at + referenceLength(text.text, at, to));
    pieces.push(...reference(text, at, plain, variables, budget, within));
  }
  if (to > plain) pieces.push(...runsWithin(text, plain, to));
  return pieces;
}

/** `$$`, `$x`, `$(…)`, `${…}` with what is nested in it. */
function referenceLength(text: string, at: number, to: number): number {
  const open = text[at + 1];
  const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
  if (close === undefined) return at + 1 < to ? 2 : 1;
  let depth = 0;
  for (let end = at + 1; end < Math.min(to, at + 2000); end++) {
    if (text[end] === open) depth += 1;
    else if (text[end] === close && --depth === 0) return end + 1 - at;
  }
  return 2;
}

function reference(
  { text, ...rest }: EmbeddedText,
  from: number,
  to: number,
  variables: MakeVariables,
  budget: ExpansionBudget,
  within: readonly string[],
): readonly Piece[] {
  const at = documentSpan({ text, ...rest }, from, to);
  const written = text.slice(from, to);
  if (written === '$$') return [{ text: '$', span: at, origin: undefined }];
  const name = /^\$(?:\(([^\s:=#$()]+)\)|\{([^\s:=#${}]+)\}|([A-Za-z_]))$/.exec(written);
  const own = name?.[1] ?? name?.[2] ?? name?.[3] ?? '';
  const parts = variables.get(own);
  budget.left -= 1;
  // A value that refers to itself has none, and make says so.
  if (parts === undefined || within.includes(own) || within.length > 50 || budget.left <= 0) return [unknownPiece(at)];
  const value = partsExpanded(parts, variables, budget, [...within, own]);
  return value === undefined ? [unknownPiece(at)] : expandedAt(value, at);
}

/** A variable's value; undefined where it grows beyond what a person writes. */
export function partsExpanded(
  parts: readonly MakePart[],
  variables: MakeVariables,
  budget: ExpansionBudget,
  within: readonly string[] = [],
): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const part of parts) {
    pieces.push(...('runs' in part ? expandMake(part, variables, budget, 0, part.text.length, within) : part));
    if (pieces.length > mostPieces || budget.left <= 0) return undefined;
  }
  return (textOfPieces(pieces)?.length ?? 0) > longest ? undefined : pieces;
}
