import { blockOf, emptyCounts, writeBlock } from './block.mjs';
import { cheapestPath, firstPrices, pricesOf } from './cheapest-path.mjs';
import { findMatches } from './find-matches.mjs';
import { distanceSymbol, lengthSymbol } from './symbols.mjs';

const rounds = 12;
const pieceSize = 512;

/** Packs bytes as `inflateRaw` reads them, a few percent smaller than zlib's highest level, and many times slower. */
export function deflate(bytes) {
  const matches = findMatches(bytes);
  let tokens = cheapestPath(bytes, matches, 0, bytes.length, firstPrices());
  for (let round = 0; round < 3; round++) tokens = cheapestPath(bytes, matches, 0, bytes.length, pricesOf(countsOf(tokens)));
  let blocks = [];
  for (let round = 0; round < 2; round++) {
    blocks = improved(bytes, matches, mergedPieces(tokens));
    tokens = blocks.flatMap((block) => block.tokens);
  }
  const out = bitWriter();
  for (const { block, tokens } of blocks.slice(0, -1)) writeBlock(out, block, tokens, false);
  for (const { block, tokens } of blocks.slice(-1)) writeBlock(out, block, tokens, true);
  return out.end();
}

/** Neighbours whose symbols are distributed alike share a block; each block has a head, which costs about a hundred bytes. */
function mergedPieces(tokens) {
  const pieces = [];
  for (let at = 0; at === 0 || at < tokens.length; at += pieceSize) pieces.push(pieceOf(tokens.slice(at, at + pieceSize)));
  const gains = pieces.slice(1).map((piece, at) => gainOf(pieces[at], piece));
  for (;;) {
    const at = gains.indexOf(Math.max(...gains));
    if (gains.length === 0 || gains[at] <= 0) return pieces;
    pieces.splice(at, 2, pieceOf([...pieces[at].tokens, ...pieces[at + 1].tokens]));
    gains.splice(at, 1);
    if (at > 0) gains[at - 1] = gainOf(pieces[at - 1], pieces[at]);
    if (at < gains.length) gains[at] = gainOf(pieces[at], pieces[at + 1]);
  }
}

function pieceOf(tokens) {
  const counts = countsOf(tokens);
  return { tokens, counts, bits: blockOf(counts).bits };
}

function gainOf(one, two) {
  const counts = {
    literals: one.counts.literals.map((count, symbol) => count + two.counts.literals[symbol]),
    distances: one.counts.distances.map((count, symbol) => count + two.counts.distances[symbol]),
  };
  counts.literals[256] = 1;
  return one.bits + two.bits - blockOf(counts).bits;
}

/** Each block again, by its own prices, until it gets no smaller. */
function improved(bytes, matches, pieces) {
  let start = 0;
  return pieces.map(({ tokens, counts }) => {
    const end = start + tokens.reduce((sum, { length }) => sum + length, 0);
    let best = { tokens, block: blockOf(counts) };
    let now = counts;
    for (let round = 0; round < rounds; round++) {
      const tried = cheapestPath(bytes, matches, start, end, pricesOf(now));
      now = countsOf(tried);
      const block = blockOf(now);
      if (block.bits < best.block.bits) best = { tokens: tried, block };
    }
    start = end;
    return best;
  });
}

function countsOf(tokens) {
  const counts = emptyCounts();
  for (const { length, value } of tokens) {
    counts.literals[length === 1 ? value : lengthSymbol[length]]++;
    if (length > 1) counts.distances[distanceSymbol[value]]++;
  }
  return counts;
}

function bitWriter() {
  const bytes = [];
  let [held, count] = [0, 0];
  return {
    write(value, bits) {
      held |= value << count;
      for (count += bits; count >= 8; count -= 8) {
        bytes.push(held & 255);
        held >>>= 8;
      }
    },
    end: () => Buffer.from(count > 0 ? [...bytes, held & 255] : bytes),
  };
}
