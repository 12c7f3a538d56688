import { readModelConfig } from '../../shared/model/read-model-config.ts';
import { type BoundedCache, boundedCache } from '../../shared/models/bounded-cache.ts';
import type { ModelResolution } from '../../shared/models/resolution.ts';

const path = 'config.json';

/** Rows about one model come together: its config is read once. Few are kept: what outlives some rows costs the garbage collector more than they do. */
const known: BoundedCache<string, ModelResolution> = boundedCache(4);

/** The model that a row's own config.json describes. */
export function modelOfText(text: string): ModelResolution {
  const found = known.get(text);
  if (found) return found;
  const resolution = resolutionOf(text);
  known.set(text, resolution);
  return resolution;
}

function resolutionOf(text: string): ModelResolution {
  const config = readModelConfig(path, text, new Map());
  return config ? { kind: 'found', config, from: 'path' } : { kind: 'missing', looked: [path], why: 'unreadable' };
}
