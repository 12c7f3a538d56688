/** Seeded, so that a text that broke a reader can be made again. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Changes a text as typing, pasting and merging do; `tokens` are pieces that mean something in its language. */
export function mutate(text: string, tokens: readonly string[], random: Random): string {
  let mutated = text;
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change++) mutated = mutateOnce(mutated, tokens, random);
  return mutated;
}

function mutateOnce(text: string, tokens: readonly string[], random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  const end = Math.min(text.length, at + Math.floor(random() ** 3 * 200));
  const token = pick(tokens, random);
  switch (Math.floor(random() * 9)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, at) + token + text.slice(at);
    case 3:
      return text.slice(0, at) + token + text.slice(end);
    case 4:
      return text.slice(0, end) + text.slice(at);
    case 5:
      return text.slice(0, at) + token.repeat(1 + Math.floor(random() * 50)) + text.slice(at);
    case 6:
      return text.slice(0, at) + String.fromCharCode(Math.floor(random() ** 3 * 0xffff)) + text.slice(at);
    case 7:
      return swapLines(text, random);
    default:
      return text.slice(0, at) + text.slice(at + 1);
  }
}

function swapLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const one = Math.floor(random() * lines.length);
  const other = Math.floor(random() * lines.length);
  const kept = lines[one] ?? '';
  lines[one] = lines[other] ?? '';
  lines[other] = kept;
  return lines.join('\n');
}

function pick(tokens: readonly string[], random: Random): string {
  return tokens[Math.floor(random() * tokens.length)] ?? '';
}
