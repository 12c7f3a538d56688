import { baseName, isAbsolute, joinPath } from '../text/path.ts';
import { modelOfCatalogue } from './catalogue.ts';
import type { Files } from './files.ts';
import { type HubModel, hubCacheFolders, modelFolderInCache, snapshotFolder } from './hub-cache.ts';
import { loadModel } from './load-model.ts';
import { sortReference } from './model-reference.ts';
import { hubCachesAmong, placesOutside } from './moved-folders.ts';
import type { ModelResolution, ModelSearch } from './resolution.ts';

/**
 * Finds the config.json that a model reference means: a path as it is written (relative ones in `search.folders`, in order),
 * then, for a name like `org/name`, the Hugging Face caches and the catalogue. A folder wins over the name, as in vLLM.
 * Never throws, reads nothing but the places it names.
 */
export function resolveModel(reference: string | undefined, search: ModelSearch, files: Files): ModelResolution {
  const sorted = reference === undefined ? undefined : sortReference(reference, search.environment);
  if (reference === undefined || sorted === undefined) return { kind: 'missing', looked: [], why: 'unknown' };
  const looked: string[] = [];
  const moved = firstResolved(movedPlaces(reference.trim(), search), 'path', files, looked);
  if (moved) return moved;
  if (sorted.kind === 'unknown') return { kind: 'missing', looked: [], why: 'unknown' };
  const onDisk = firstResolved(absolutePaths(sorted.path, search), 'path', files, looked);
  if (onDisk) return onDisk;
  if (!sorted.mayBeId) return absent(looked);
  const model: HubModel = { id: sorted.id, revision: sorted.revision ?? search.revision };
  return resolveInCaches(model, search, files, looked) ?? resolveInCatalogue(model) ?? absent(looked);
}

/** The reference under the folders that the launch sees elsewhere; no name that is not written out. */
function movedPlaces(reference: string, { moved = [] }: ModelSearch): readonly string[] {
  return /[$`{}*?\0\n]/.test(reference) ? [] : placesOutside(reference, moved).map((place) => joinPath(place));
}

function absolutePaths(path: string, search: ModelSearch): readonly string[] {
  if (isAbsolute(path)) return [joinPath(path)];
  return [...new Set(search.folders.map((folder) => joinPath(folder, path)))];
}

function absent(looked: readonly string[]): ModelResolution {
  return { kind: 'missing', looked: [...new Set(looked)], why: 'absent' };
}

function firstResolved(paths: readonly string[], from: 'path' | 'cache', files: Files, looked: string[]): ModelResolution | undefined {
  for (const path of paths) {
    looked.push(path);
    const config = loadModel(path, files);
    if (config) return { kind: 'found', config, from };
    const unreadable = unreadableFile(path, files);
    if (unreadable !== undefined) return { kind: 'missing', looked: [unreadable], why: 'unreadable' };
  }
  return undefined;
}

/** The file that vLLM would take for the model's although it is none. */
function unreadableFile(path: string, files: Files): string | undefined {
  const isFile = baseName(path).endsWith('.json') || baseName(path).endsWith('.gguf');
  if (isFile) return files.exists(path) ? path : undefined;
  return [joinPath(path, 'config.json'), joinPath(path, 'params.json')].find((file) => files.exists(file));
}

function resolveInCaches(model: HubModel, search: ModelSearch, files: Files, looked: string[]): ModelResolution | undefined {
  const snapshots: string[] = [];
  for (const cache of cacheFolders(search)) {
    const snapshot = snapshotFolder(cache, model, files);
    looked.push(modelFolderInCache(cache, model.id));
    if (snapshot !== undefined) snapshots.push(snapshot);
  }
  return firstResolved(snapshots, 'cache', files, []);
}

/** vLLM gives `--download-dir` to the hub's client as its cache folder. */
function cacheFolders(search: ModelSearch): readonly string[] {
  const download = search.downloadFolder === undefined ? [] : absolutePaths(search.downloadFolder, search);
  const named = [...download, ...hubCacheFolders(search.environment)];
  const moved = search.moved ?? [];
  return [...new Set([...named.flatMap((folder) => placesOutside(folder, moved)), ...hubCachesAmong(moved), ...named])];
}

/** The catalogue knows the main revision alone: another one may hold other shapes or another quantization. */
function resolveInCatalogue(model: HubModel): ModelResolution | undefined {
  if (model.revision !== undefined && model.revision !== 'main') return undefined;
  const row = modelOfCatalogue(model.id);
  return row && { kind: 'found', config: row.config, from: 'catalogue', publishedAt: row.source };
}
