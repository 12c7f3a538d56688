import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balanced } from '../../../shared/device-map/balance.ts';

const free = { capacityBytes: undefined, takenBytes: 0 };

/** Peaks of every way to cut the items into at most `devices` runs. */
function leastPeak(items: readonly number[], devices: number): number {
  if (devices === 1) return items.reduce((sum, item) => sum + item, 0);
  let best = Number.POSITIVE_INFINITY;
  let first = 0;
  for (let taken = 0; taken <= items.length; taken++) {
    best = Math.min(best, Math.max(first, leastPeak(items.slice(taken), devices - 1)));
    first += items[taken] ?? 0;
  }
  return best;
}

function fills(items: readonly number[], counts: readonly number[]): readonly number[] {
  let at = 0;
  return counts.map((count) => {
    const own = items.slice(at, at + count).reduce((sum, item) => sum + item, 0);
    at += count;
    return own;
  });
}

const itemLists = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });

test('no split of the items has an emptier fullest device', () => {
  fc.assert(
    fc.property(itemLists, fc.integer({ min: 1, max: 4 }), (items, devices) => {
      const counts = balanced(
        items.map((bytes) => ({ bytes })),
        Array.from({ length: devices }, () => free),
      );
      expect(counts?.reduce((sum, count) => sum + count, 0)).toBe(items.length);
      expect(Math.max(...fills(items, counts ?? []))).toBe(leastPeak(items, devices));
    }),
    { numRuns: 300 },
  );
});

test('no device holds more than it may, and what fits is placed', () => {
  fc.assert(
    fc.property(itemLists, fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 }), (items, capacities) => {
      const rooms = capacities.map((capacityBytes) => ({ capacityBytes, takenBytes: 0 }));
      const counts = balanced(
        items.map((bytes) => ({ bytes })),
        rooms,
      );
      if (counts === undefined) expect(fitsGreedily(items, capacities)).toBe(false);
      else for (const [device, own] of fills(items, counts).entries()) expect(own).toBeLessThanOrEqual(capacities[device] ?? 0);
    }),
    { numRuns: 300 },
  );
});

/** Filling each device as far as it goes places all items if anything does. */
function fitsGreedily(items: readonly number[], capacities: readonly number[]): boolean {
  let at = 0;
  for (const capacity of capacities) {
    for (let left = capacity - (items[at] ?? 0); at < items.length && left >= 0; left -= items[at] ?? 0) at += 1;
  }
  return at >= items.length;
}

test('the room that is kept on the first device counts as filled', () => {
  expect(balanced([{ bytes: 4 }, { bytes: 4 }, { bytes: 4 }], [{ ...free, takenBytes: 8 }, free])).toEqual([0, 3]);
  expect(balanced([{ bytes: 4 }, { bytes: 4 }, { bytes: 4 }], [{ ...free, takenBytes: 4 }, free])).toEqual([1, 2]);
});
