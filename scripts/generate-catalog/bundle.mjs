import { shareKeys } from './share-keys.mjs';

/** The table as it is bundled: what rows repeat (addresses, quantization sections, keys of a base) is written once. */
export function bundle({ sources, models }) {
  const origins = Object.keys(sources);
  const places = numbered();
  const quantizations = numbered();
  const ids = new Map(Object.keys(models).map((id, number) => [id, number]));
  const rows = Object.entries(shareKeys(models)).map(([id, { source, base, config, beside }]) => {
    const { quantization_config: quantization, ...own } = config;
    const row = {
      source: places.numberOf(placeOf(origins, source)),
      ...(base !== undefined && { base: ids.get(base) }),
      ...(quantization !== undefined && { quantization: quantization === null ? null : quantizations.numberOf(quantization) }),
      ...(Object.keys(own).length > 0 && { config: own }),
      ...(beside && { beside }),
    };
    return [id, row];
  });
  return {
    origins: Object.values(sources),
    sources: places.values(),
    quantizations: quantizations.values(),
    models: Object.fromEntries(rows),
  };
}

function placeOf(origins, source) {
  const [key, ...path] = source.split('/');
  return [origins.indexOf(key), path.join('/')];
}

/** Numbers values by what they say, in the order in which they come. */
function numbered() {
  const numbers = new Map();
  return {
    numberOf(value) {
      const text = JSON.stringify(value);
      if (!numbers.has(text)) numbers.set(text, numbers.size);
      return numbers.get(text);
    },
    values: () => [...numbers.keys()].map((text) => JSON.parse(text)),
  };
}
