/**
 * Makes the catalogue small: of the models of one architecture, width and depth the first is written out, and each other one names it as
 * its base and holds what differs; a key that it lacks is null.
 */
export function shareKeys(models) {
  const whole = Object.entries(models).map(([id, row]) => [id, { ...row, config: wholeConfig(models, row) }]);
  const bases = new Map();
  return Object.fromEntries(
    whole.map(([id, { base: _, ...row }]) => {
      const key = likeness(row.config);
      const base = bases.get(key);
      if (base === undefined) bases.set(key, id);
      return [id, base === undefined ? row : { ...row, base, config: difference(models[base], row.config, models) }];
    }),
  );
}

function wholeConfig(models, { base, config }) {
  return base === undefined ? config : withoutNulls({ ...wholeConfig(models, models[base]), ...config });
}

function withoutNulls(config) {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== null));
}

function likeness({ architectures, text_config, hidden_size, num_hidden_layers }) {
  return JSON.stringify([architectures, text_config?.hidden_size ?? hidden_size, text_config?.num_hidden_layers ?? num_hidden_layers]);
}

function difference(baseRow, config, models) {
  const base = wholeConfig(models, baseRow);
  const changed = Object.entries(config).filter(([key, value]) => JSON.stringify(base[key]) !== JSON.stringify(value));
  const removed = Object.keys(base).filter((key) => !(key in config));
  return { ...Object.fromEntries(changed), ...Object.fromEntries(removed.map((key) => [key, null])) };
}
