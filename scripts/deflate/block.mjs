import { codeLengths } from './code-lengths.mjs';
import {
  distanceBase,
  distanceBits,
  distanceSymbol,
  distanceSymbols,
  endOfBlock,
  lengthBase,
  lengthBits,
  lengthSymbol,
  literalSymbols,
} from './symbols.mjs';

/** The order in which a block's head states the lengths of the codes that its code lengths are written in. */
const headOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** How often each symbol occurs in a block. */
export function emptyCounts() {
  const literals = new Float64Array(literalSymbols);
  literals[endOfBlock] = 1;
  return { literals, distances: new Float64Array(distanceSymbols) };
}

/** The codes of a block, and how many bits it takes. */
export function blockOf(counts) {
  const literals = codeLengths(counts.literals, 15);
  const distances = codeLengths(counts.distances, 15);
  const head = headOf(literals, distances);
  let bits = 3 + head.bits;
  for (let symbol = 0; symbol < literalSymbols; symbol++) bits += counts.literals[symbol] * (literals[symbol] + lengthBits[symbol]);
  for (let symbol = 0; symbol < distanceSymbols; symbol++) bits += counts.distances[symbol] * (distances[symbol] + distanceBits[symbol]);
  return { literals, distances, head, bits };
}

/** The code lengths themselves, written in runs. */
function headOf(literals, distances) {
  const literalCount = Math.max(257, lastUsed(literals) + 1);
  const distanceCount = Math.max(1, lastUsed(distances) + 1);
  const runs = runsIn([...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)]);
  const counts = new Float64Array(19);
  for (const { symbol } of runs) counts[symbol]++;
  const lengths = codeLengths(counts, 7);
  const order = headOrder.slice(0, Math.max(4, headOrder.findLastIndex((symbol) => lengths[symbol] > 0) + 1));
  const bits = 14 + 3 * order.length + runs.reduce((sum, { symbol, extraBits }) => sum + lengths[symbol] + extraBits, 0);
  return { literalCount, distanceCount, runs, lengths, order, bits };
}

function lastUsed(lengths) {
  return lengths.findLastIndex((length) => length > 0);
}

function runsIn(lengths) {
  const runs = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at];
    let end = at + 1;
    while (end < lengths.length && lengths[end] === length) end++;
    if (length > 0) runs.push({ symbol: length, extra: 0, extraBits: 0 });
    let left = end - at - (length > 0 ? 1 : 0);
    while (left >= 3) {
      const taken = Math.min(left, length > 0 ? 6 : 138);
      runs.push(repeat(length, taken));
      left -= taken;
    }
    for (; left > 0; left--) runs.push({ symbol: length, extra: 0, extraBits: 0 });
    at = end;
  }
  return runs;
}

function repeat(length, count) {
  if (length > 0) return { symbol: 16, extra: count - 3, extraBits: 2 };
  return count <= 10 ? { symbol: 17, extra: count - 3, extraBits: 3 } : { symbol: 18, extra: count - 11, extraBits: 7 };
}

/** Writes a block. A token is a byte, or a length and a distance. */
export function writeBlock(out, { literals, distances, head }, tokens, isLast) {
  out.write(isLast ? 1 : 0, 1);
  out.write(2, 2);
  out.write(head.literalCount - 257, 5);
  out.write(head.distanceCount - 1, 5);
  out.write(head.order.length - 4, 4);
  for (const symbol of head.order) out.write(head.lengths[symbol], 3);
  const headCodes = codesOf(head.lengths);
  for (const { symbol, extra, extraBits } of head.runs) {
    out.write(headCodes[symbol], head.lengths[symbol]);
    out.write(extra, extraBits);
  }
  const [literalCodes, distanceCodes] = [codesOf(literals), codesOf(distances)];
  for (const { length, value } of tokens) {
    const symbol = length === 1 ? value : lengthSymbol[length];
    out.write(literalCodes[symbol], literals[symbol]);
    if (length === 1) continue;
    out.write(length - lengthBase[symbol], lengthBits[symbol]);
    const far = distanceSymbol[value];
    out.write(distanceCodes[far], distances[far]);
    out.write(value - distanceBase[far], distanceBits[far]);
  }
  out.write(literalCodes[endOfBlock], literals[endOfBlock]);
}

/** Codes in the order of their lengths, with their bits turned round, as they are written. */
function codesOf(lengths) {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let bits = 1; bits <= 15; bits++) {
    lengths.forEach((length, symbol) => {
      if (length === bits) codes[symbol] = reversed(code++, bits);
    });
    code <<= 1;
  }
  return codes;
}

function reversed(code, bits) {
  let turned = 0;
  for (let bit = 0; bit < bits; bit++) turned |= ((code >> bit) & 1) << (bits - 1 - bit);
  return turned;
}
