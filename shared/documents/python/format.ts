import type { Span } from '../../text/span.ts';
import type { Piece } from '../command.ts';
import type { TextValue } from './value.ts';

/** A text with unknown runs where `format` or `%` fills something in. */
export function filled({ runs }: TextValue, style: '%' | '{}', span: Span): TextValue {
  return { kind: 'text', runs: runs.flatMap((run) => piecesOf(run, style === '%' ? percent : braces, span)) };
}

const percent = /%%|%(\(\w+\))?[-+# 0]*[\d*]*(\.\d+)?[a-zA-Z]/g;
const braces = /\{\{|\}\}|\{[^{}]*\}/g;

function piecesOf(run: Piece, placeholder: RegExp, span: Span): readonly Piece[] {
  const { text } = run;
  if (text === undefined) return [run];
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > at) found.push(partOf(run, text, at, match.index));
    at = match.index + match[0].length;
    const doubled = /^(%%|\{\{|\}\})$/.test(match[0]);
    const { span: place, origin } = partOf(run, text, match.index, at);
    found.push(
      doubled
        ? { text: match[0].slice(1), span: place, origin }
        : { text: undefined, span: place.end > place.start ? place : span, origin: undefined },
    );
  }
  if (at < text.length || found.length === 0) found.push(partOf(run, text, at, text.length));
  return found;
}

/** Characters of a run; one that is not written letter by letter keeps its whole place. */
function partOf({ span, origin }: Piece, text: string, from: number, to: number): Piece {
  const cut = (place: Span): Span =>
    place.end - place.start === text.length ? { start: place.start + from, end: place.start + to } : place;
  return origin === undefined
    ? { text: text.slice(from, to), span: cut(span), origin }
    : { text: text.slice(from, to), span, origin: cut(origin) };
}
