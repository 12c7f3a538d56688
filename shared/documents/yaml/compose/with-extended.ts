import { entriesOf, isNothing, mapAt, scalarAt, textAt, through, type YamlEntry, type YamlMap } from '../node.ts';

/** How long a chain of services that extend one another may be. */
const longestChain = 8;

/** A service with what it takes over by `extends`; undefined: from another file, where its command may be. */
export function withExtended(service: YamlMap, services: YamlMap, depth = 0): YamlMap | undefined {
  const place = scalarAt(service, 'extends') ?? scalarAt(service, 'extends', 'service');
  if (place === undefined) return service;
  const hasCommand = !isNothing(service.entries.get('command')?.value) || !isNothing(service.entries.get('entrypoint')?.value);
  const name = textAt(place);
  const own = scalarAt(service, 'extends', 'file') === undefined && name !== undefined ? mapAt(services, name) : undefined;
  const base = own === undefined || depth >= longestChain ? undefined : withExtended(own, services, depth + 1);
  if (base === undefined) return hasCommand ? { ...service, complete: false } : undefined;
  return merged(service, { ...base, at: service.at ?? place.at ?? place.span });
}

/** Own values win; maps such as `environment` are merged entry by entry. */
function merged(own: YamlMap, base: YamlMap): YamlMap {
  const entries = new Map(own.entries);
  for (const entry of entriesOf(base)) {
    const written = entries.get(entry.key);
    entries.set(entry.key, written === undefined ? entry : mergedEntry(written, entry));
  }
  return { ...own, entries, list: [...entries.values()] };
}

function mergedEntry(own: YamlEntry, base: YamlEntry): YamlEntry {
  const { value } = own;
  if (value.kind === 'map' && base.value.kind === 'map') return { ...own, value: merged(value, base.value) };
  const adds = value.kind === 'list' && base.value.kind === 'list' && (own.key === 'environment' || own.key === 'volumes');
  if (!adds) return own;
  const inherited = base.value.items.map((item) => through(base.value.at, item));
  return { ...own, value: { ...value, items: [...inherited, ...value.items.map((item) => through(value.at, item))] } };
}
