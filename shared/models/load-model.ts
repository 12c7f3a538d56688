import type { ModelConfig } from '../model/model-config.ts';
import { readModelConfig } from '../model/read-model-config.ts';
import { sideFileNames } from '../model/side-files.ts';
import { baseName, folderOf, joinPath } from '../text/path.ts';
import { boundedCache } from './bounded-cache.ts';
import type { Files } from './files.ts';

/**
 * Reads the model at `path`: a folder, or a config.json (any other .json file is taken for one). In a folder, Mistral's params.json counts only
 * where there is no config.json. Undefined where nothing can be read or what is there is no model's.
 *
 * A config.json that says how it is quantized is complete; only without that do the files beside it count, as in vLLM.
 */
export function loadModel(path: string, files: Files): ModelConfig | undefined {
  const candidates = path.endsWith('.json') ? [path] : [joinPath(path, 'config.json'), joinPath(path, 'params.json')];
  for (const candidate of candidates) {
    const text = files.read(candidate);
    if (text !== undefined) return readWithSideFiles(candidate, text, files);
  }
  return undefined;
}

const noSideFiles: ReadonlyMap<string, string> = new Map();

function readWithSideFiles(path: string, text: string, files: Files): ModelConfig | undefined {
  const alone = readCached(path, text, noSideFiles);
  if (!alone || alone.quantization) return alone;
  const beside = readSideFiles(path, files);
  return beside.size === 0 ? alone : readCached(path, text, beside);
}

function readSideFiles(path: string, files: Files): ReadonlyMap<string, string> {
  const folder = folderOf(path);
  const found = new Map<string, string>();
  for (const name of sideFileNames) {
    const text = name === baseName(path) ? undefined : files.read(joinPath(folder, name));
    if (text !== undefined) found.set(name, text);
  }
  return found;
}

interface Reading {
  readonly text: string;
  readonly beside: ReadonlyMap<string, string>;
  readonly config: ModelConfig | undefined;
}

/** By path, one reading with and one without the files beside it; an edit replaces the reading. */
const readings = boundedCache<string, Reading>(128);

function readCached(path: string, text: string, beside: ReadonlyMap<string, string>): ModelConfig | undefined {
  const key = beside.size === 0 ? path : `${path}\n`;
  const known = readings.get(key);
  if (known && known.text === text && sameTexts(known.beside, beside)) return known.config;
  const config = readModelConfig(path, text, beside);
  readings.set(key, { text, beside, config });
  return config;
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([name, text]) => b.get(name) === text);
}
