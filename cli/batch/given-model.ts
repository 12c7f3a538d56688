import { jsonOfValue } from '../../shared/model/json/json-of-value.ts';
import { looksLikeModelConfig } from '../../shared/model/looks-like-model.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import { readModelConfig, readParsedModel } from '../../shared/model/read-model-config.ts';
import type { ModelResolution } from '../../shared/models/resolution.ts';
import { rememberConfig } from './parse-line.ts';
import type { GivenConfig } from './row.ts';

const path = 'config.json';

interface Known {
  readonly text: string;
  readonly resolution: ModelResolution;
}

/**
 * Rows about one model come together: its config is read once. Few are kept, each in the place of the one before it: what outlives
 * some rows costs the garbage collector more than reading it again, and so does a map whose entries come and go.
 */
const known: (Known | undefined)[] = [undefined, undefined, undefined, undefined];
let next = 0;

/** The model that a row's own config.json describes. */
export function givenModel(config: GivenConfig): ModelResolution {
  for (const one of known) {
    if (one?.text !== config.text) continue;
    if (config.value !== undefined) rememberConfig(config.line, config.value, config.text);
    return one.resolution;
  }
  const resolution = resolutionOf(config);
  known[next] = { text: config.text, resolution };
  next = (next + 1) % known.length;
  return resolution;
}

function resolutionOf(given: GivenConfig): ModelResolution {
  const config = configOf(given);
  return config ? { kind: 'found', config, from: 'path' } : { kind: 'missing', looked: [path], why: 'unreadable' };
}

const noSideFiles: ReadonlyMap<string, string> = new Map();

/** What came as an object is parsed already. */
function configOf({ text, value }: GivenConfig): ModelConfig | undefined {
  const parsed = value === undefined ? undefined : jsonOfValue(value);
  if (parsed === undefined) return readModelConfig(path, text, noSideFiles);
  return looksLikeModelConfig(text) ? readParsedModel(path, parsed, noSideFiles) : undefined;
}
