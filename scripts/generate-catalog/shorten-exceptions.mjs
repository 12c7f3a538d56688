/** Modules that no engine divides or quantizes: their names only make the lists long. */
const neverQuantized = /(?:norm|\.gate|_gate|router|e_score_correction_bias|conv1d|embed_tokens|_bias|\.bias)\*?$/;

const longList = 12;

/** So many layers mean all that have the module; fewer are exceptions by number (the first and the last ones). */
const manyLayers = 8;

/**
 * Shortens a list of modules that stay unquantized. One that names the same module of many layers names it once: with `*` for the
 * layer where the list has globs, else as the part behind the layer's number.
 */
export function shortenExceptions(names) {
  if (!Array.isArray(names) || names.length <= longList) return names;
  const globs = names.some((name) => name.includes('*'));
  const counted = new Map();
  const relevant = names.filter((name) => !neverQuantized.test(name));
  for (const name of relevant) counted.set(anyLayer(name, globs), (counted.get(anyLayer(name, globs)) ?? 0) + 1);
  return [...new Set(relevant.map((name) => ((counted.get(anyLayer(name, globs)) ?? 0) > manyLayers ? anyLayer(name, globs) : name)))];
}

function anyLayer(name, globs) {
  return globs ? name.replace(/((?:layers|blocks)\.)\d+(?=\.[a-z])/, '$1*') : name.replace(/^.*(?:layers|blocks)\.\d+\./, '');
}
