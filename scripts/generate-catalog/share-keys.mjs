const longestChain = 4;

/**
 * Makes the catalogue small: a model is written as its difference from an earlier one of the same architecture where that is shorter than
 * writing it out. A key that it lacks is null; sections (`text_config`) are taken apart in the same way.
 */
export function shareKeys(models) {
  const earlier = new Map();
  return Object.fromEntries(
    Object.entries(models).map(([id, { base: _, ...row }]) => {
      const config = wholeConfig(models, models[id]);
      const kin = earlier.get(config.architectures[0]) ?? [];
      const nearest = shortest(kin.map((other) => ({ base: other.id, chain: other.chain + 1, config: difference(other.config, config) })));
      const shared = nearest && lengthOf(nearest.config) + 12 < lengthOf(config) ? nearest : undefined;
      const chain = shared?.chain ?? 0;
      if (chain < longestChain) earlier.set(config.architectures[0], [...kin, { id, config, chain }]);
      return [id, shared ? { ...row, base: shared.base, config: shared.config } : { ...row, config }];
    }),
  );
}

function wholeConfig(models, { base, config }) {
  if (base === undefined) return config;
  const merged = { ...wholeConfig(models, models[base]), ...config };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function shortest(candidates) {
  return candidates.sort((a, b) => lengthOf(a.config) - lengthOf(b.config))[0];
}

/** Quantization sections are numbered, and so cost next to nothing. */
function lengthOf({ quantization_config: quantization, ...config }) {
  return JSON.stringify(config).length + (quantization === undefined ? 0 : '"quantization":12,'.length);
}

/** What must be laid over `base` to get `config`. */
function difference(base, config) {
  const changed = Object.entries(config).filter(([key, value]) => JSON.stringify(base[key]) !== JSON.stringify(value));
  const removed = Object.keys(base).filter((key) => !(key in config));
  return {
    ...Object.fromEntries(changed.map(([key, value]) => [key, isSection(key, base[key], value) ? difference(base[key], value) : value])),
    ...Object.fromEntries(removed.map((key) => [key, null])),
  };
}

/** Quantization sections are kept whole: they are numbered by what they say. */
function isSection(key, before, after) {
  return (
    key !== 'quantization_config' && [before, after].every((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  );
}
