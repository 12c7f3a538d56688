/** Deflate writes lengths and distances as a symbol for a range, and extra bits for the place in it (RFC 1951, 3.2.5). */
export const endOfBlock = 256;
export const literalSymbols = 286;
export const distanceSymbols = 30;

/** By length: its symbol, and by symbol the extra bits and the first length. */
export const lengthSymbol = new Uint16Array(259);
export const lengthBits = new Uint8Array(literalSymbols);
export const lengthBase = new Uint16Array(literalSymbols);
/** The same by distance less one. */
export const distanceSymbol = new Uint8Array(32768);
export const distanceBits = new Uint8Array(distanceSymbols);
export const distanceBase = new Uint16Array(distanceSymbols);

fill({ first: 257, count: 28, perStep: 4, base: 3, symbolOf: lengthSymbol, bits: lengthBits, bases: lengthBase });
// The longest has a symbol of its own.
lengthSymbol[258] = 285;
lengthBase[285] = 258;
fill({ first: 0, count: distanceSymbols, perStep: 2, base: 0, symbolOf: distanceSymbol, bits: distanceBits, bases: distanceBase });

function fill({ first, count, perStep, base, symbolOf, bits, bases }) {
  let next = base;
  for (let step = 0; step < count; step++) {
    const symbol = first + step;
    bits[symbol] = Math.max(0, Math.floor(step / perStep) - 1);
    bases[symbol] = next;
    for (let end = next + (1 << bits[symbol]); next < end && next < symbolOf.length; next++) symbolOf[next] = symbol;
  }
}
