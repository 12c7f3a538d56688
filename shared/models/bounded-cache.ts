/** A map that forgets what was not used for long. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/**
 * Keeps the `least` entries that were used last, and at most twice as many. They are in two parts, the older of which is dropped when the
 * newer is full: an entry is moved when it comes again from the older one, and nothing is ever deleted by itself.
 */
export function boundedCache<K, V>(least: number): BoundedCache<K, V> {
  let newer = new Map<K, V>();
  let older = new Map<K, V>();
  const set = (key: K, value: V): void => {
    newer.set(key, value);
    if (newer.size < least) return;
    older = newer;
    newer = new Map();
  };
  const get = (key: K): V | undefined => {
    const known = newer.get(key);
    if (known !== undefined) return known;
    const old = older.get(key);
    if (old !== undefined) set(key, old);
    return old;
  };
  return { get, set };
}
