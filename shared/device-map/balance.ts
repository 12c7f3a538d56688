/** Something that lies whole on one device: a layer, or an embedding with all that goes with it. */
export interface Item {
  readonly bytes: number;
}

/** How much each device may hold beside what it has already. */
export interface Room {
  /** Bytes that the device may hold; undefined: not said. */
  readonly capacityBytes: number | undefined;
  /** Bytes that are taken before anything is placed. */
  readonly takenBytes: number;
}

/** How many items each device takes, in order; undefined: they do not fit. */
export type Partition = readonly number[];

/**
 * Splits items, in their order, over devices so that the fullest device is as empty as it can be, and after that the devices are as even as
 * they can be. Exact: tries every contiguous split, in time items² × devices.
 *
 * With capacities, the fullest is the device of which the greatest share is taken, and none holds more than it may.
 */
export function balanced(items: readonly Item[], rooms: readonly Room[]): Partition | undefined {
  const sums = prefixSums(items);
  const least = leastPeak(items, sums, rooms);
  return least === undefined ? undefined : mostEven(sums, rooms, least);
}

/** How full a device is that holds `bytes` of the items: a share of its capacity, or bytes. Infinite if it holds more than it may. */
function fill({ capacityBytes, takenBytes }: Room, bytes: number): number {
  const all = bytes === 0 ? 0 : bytes + takenBytes;
  if (capacityBytes === undefined) return all;
  return all > capacityBytes ? Number.POSITIVE_INFINITY : all / capacityBytes;
}

function prefixSums(items: readonly Item[]): readonly number[] {
  const sums = [0];
  for (const { bytes } of items) sums.push((sums.at(-1) ?? 0) + bytes);
  return sums;
}

/** The peak of the best split; undefined where nothing fits. */
function leastPeak(items: readonly Item[], sums: readonly number[], rooms: readonly Room[]): number | undefined {
  let best: readonly number[] = sums.map((_, at) => (at === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (const room of rooms) {
    const before = best;
    best = sums.map((end, to) => {
      let least = before[to] ?? Number.POSITIVE_INFINITY;
      for (let from = to - 1; from >= 0; from--) {
        const own = fill(room, end - (sums[from] ?? 0));
        if (own >= least) break;
        least = Math.min(least, Math.max(own, before[from] ?? Number.POSITIVE_INFINITY));
      }
      return least;
    });
  }
  const peak = best[items.length];
  return peak === undefined || peak === Number.POSITIVE_INFINITY ? undefined : peak;
}

/** Of the splits with that peak, the one whose fills have the least sum of squares. */
function mostEven(sums: readonly number[], rooms: readonly Room[], peak: number): Partition {
  let costs: readonly number[] = sums.map((_, at) => (at === 0 ? 0 : Number.POSITIVE_INFINITY));
  const starts: number[][] = [];
  for (const room of rooms) {
    const before = costs;
    const from = sums.map((_, to) => to);
    costs = sums.map((end, to) => {
      let least = before[to] ?? Number.POSITIVE_INFINITY;
      for (let at = to - 1; at >= 0; at--) {
        const own = fill(room, end - (sums[at] ?? 0));
        if (own > peak) break;
        const cost = (before[at] ?? Number.POSITIVE_INFINITY) + own * own;
        if (cost >= least) continue;
        least = cost;
        from[to] = at;
      }
      return least;
    });
    starts.push(from);
  }
  const counts: number[] = [];
  let end = sums.length - 1;
  for (const from of starts.reverse()) {
    const start = from[end] ?? end;
    counts.unshift(end - start);
    end = start;
  }
  return counts;
}
