/** The candidate that `name` is most likely a misspelling of; undefined if none is near. */
export function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(fold(name), fold(candidate), bestDistance);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best ?? onlyContinuation(name, candidates);
}

/** `warn` for `warning`. */
function onlyContinuation(name: string, candidates: readonly string[]): string | undefined {
  const continued = name.length < 3 ? [] : candidates.filter((candidate) => fold(candidate).startsWith(fold(name)));
  return continued.length === 1 ? continued[0] : undefined;
}

/** Case and separators are what people mistake most. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[-_.\s]/g, '');
}

/** Levenshtein distance; anything from `limit` on may be reported as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return Math.min(above[b.length] ?? limit, limit);
}
