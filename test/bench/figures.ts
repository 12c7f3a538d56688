/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `median (95th percentile)`, right-aligned. */
export function spread(values: readonly number[], digits: number): string {
  return `${quantile(values, 0.5).toFixed(digits)} (${quantile(values, 0.95).toFixed(digits)})`.padStart(13);
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Milliseconds that each of `count` calls took. */
export function timesOf(count: number, call: () => void): readonly number[] {
  return Array.from({ length: count }, () => {
    const started = performance.now();
    call();
    return performance.now() - started;
  });
}
