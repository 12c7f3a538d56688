const windowSize = 32768;
const longest = 258;
const shortest = 3;
/** How many earlier places are looked at; far beyond what zlib does at its highest level. */
const patience = 4096;

/**
 * Where earlier text repeats: for each place the lengths that can be copied, each from the nearest place that has it.
 * Those of place `i` are `lengths` and `distances` from `starts[i]` to `starts[i + 1]`, shortest first.
 */
export function findMatches(bytes) {
  const starts = new Uint32Array(bytes.length + 1);
  const lengths = [];
  const distances = [];
  const newest = new Int32Array(1 << 24).fill(-1);
  const older = new Int32Array(bytes.length).fill(-1);
  for (let at = 0; at < bytes.length; at++) {
    starts[at] = lengths.length;
    if (at + shortest > bytes.length) continue;
    const key = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    const limit = Math.min(longest, bytes.length - at);
    let best = shortest - 1;
    let tries = patience;
    for (let from = newest[key]; from >= 0 && at - from <= windowSize && best < limit && tries > 0; from = older[from], tries--) {
      if (bytes[from + best] !== bytes[at + best]) continue;
      let length = shortest;
      while (length < limit && bytes[from + length] === bytes[at + length]) length++;
      if (length <= best) continue;
      best = length;
      lengths.push(length);
      distances.push(at - from);
    }
    older[at] = newest[key];
    newest[key] = at;
  }
  starts[bytes.length] = lengths.length;
  return { starts, lengths: Uint16Array.from(lengths), distances: Uint16Array.from(distances, (distance) => distance - 1) };
}
