import { documentSpan, type EmbeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Piece, Word } from '../command.ts';
import { expandedAt, unknownPiece } from '../word.ts';

/** Variables of a batch file by their names in capitals; `undefined`: set, but not known. */
export type BatchVariables = ReadonlyMap<string, Word | undefined>;

const reference = /%%[A-Za-z]|%%|%(?:~[a-z$:]*)?[0-9*]|%([^%\r\n:]+)%|%[^%\r\n:]+:[^%\r\n]*%|!([A-Za-z_]\w*)!/g;

/** A line with `%NAME%` replaced, as is done before anything else is made of it; `!NAME!` too, which setlocal may have switched on. */
export function expandBatch(line: EmbeddedText, variables: BatchVariables): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = 0;
  for (const { 0: written, 1: name, 2: late, index } of line.text.matchAll(reference)) {
    if (index > plain) pieces.push(...runsWithin(line, plain, index));
    plain = index + written.length;
    const at = documentSpan(line, index, plain);
    const value = variables.get((name ?? late ?? '').toUpperCase());
    if (written === '%%') pieces.push({ text: '%', span: at, origin: undefined });
    else pieces.push(...(value?.text === undefined ? [unknownPiece(at)] : expandedAt(value.pieces, at)));
    if (pieces.length > 300) break;
  }
  if (plain < line.text.length) pieces.push(...runsWithin(line, plain, line.text.length));
  return pieces;
}
