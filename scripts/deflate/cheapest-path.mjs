import { distanceBits, distanceSymbol, distanceSymbols, lengthBits, lengthSymbol, literalSymbols } from './symbols.mjs';

/** What a symbol would cost in bits if codes could have any length. */
export function pricesOf({ literals, distances }) {
  return { literals: entropyOf(literals, lengthBits), distances: entropyOf(distances, distanceBits) };
}

function entropyOf(counts, extraBits) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, symbol) => Math.log2((total + 1) / (count || 0.5)) + extraBits[symbol]);
}

/** The tokens for the bytes from `start` to `end` that cost least. */
export function cheapestPath(bytes, { starts, lengths, distances }, start, end, prices) {
  const costs = new Float64Array(end - start + 1).fill(Number.POSITIVE_INFINITY);
  const steps = new Uint16Array(end - start + 1);
  const values = new Uint16Array(end - start + 1);
  const lengthPrices = Float64Array.from(lengthSymbol, (symbol) => prices.literals[symbol]);
  costs[0] = 0;
  for (let at = start; at < end; at++) {
    const here = at - start;
    const cost = costs[here];
    const literal = cost + prices.literals[bytes[at]];
    if (literal < costs[here + 1]) {
      costs[here + 1] = literal;
      steps[here + 1] = 1;
      values[here + 1] = bytes[at];
    }
    let length = 3;
    for (let match = starts[at]; match < starts[at + 1]; match++) {
      const far = cost + prices.distances[distanceSymbol[distances[match]]];
      const longest = Math.min(lengths[match], end - at);
      for (; length <= longest; length++) {
        const price = far + lengthPrices[length];
        if (price >= costs[here + length]) continue;
        costs[here + length] = price;
        steps[here + length] = length;
        values[here + length] = distances[match];
      }
    }
  }
  const tokens = [];
  for (let at = end - start; at > 0; at -= steps[at]) tokens.push({ length: steps[at], value: values[at] });
  return tokens.reverse();
}

/** Prices to begin with: what is near and long is cheap. */
export function firstPrices() {
  return {
    literals: Float64Array.from({ length: literalSymbols }, (_, symbol) => (symbol < 256 ? 7 : 8) + lengthBits[symbol]),
    distances: Float64Array.from({ length: distanceSymbols }, (_, symbol) => 5 + distanceBits[symbol]),
  };
}
