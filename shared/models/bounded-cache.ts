/** A map that forgets what was used longest ago once it holds `limit` entries. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** Keeps the `limit` entries that were used last. */
export function boundedCache<K, V>(limit: number): BoundedCache<K, V> {
  const entries = new Map<K, V>();
  let newest: K | undefined;
  const put = (key: K, value: V): void => {
    // What is newest already stays in its place: a map that much is deleted from is made anew again and again.
    if (key !== newest) entries.delete(key);
    newest = key;
    entries.set(key, value);
  };
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: (key, value) => {
      put(key, value);
      const oldest = entries.keys().next();
      if (entries.size > limit && !oldest.done) entries.delete(oldest.value);
    },
  };
}
