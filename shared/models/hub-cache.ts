import { isAbsolute, joinPath } from '../text/path.ts';
import type { Files } from './files.ts';

/** A model on the Hugging Face hub, by its name there and the revision that is asked for (`main` where none is). */
export interface HubModel {
  readonly id: string;
  readonly revision: string | undefined;
}

/** Variables that name a cache, most specific first, and where the cache lies below what they name. */
export const cacheVariables = [
  ['HF_HUB_CACHE', '.'],
  ['HUGGINGFACE_HUB_CACHE', '.'],
  ['HF_HOME', 'hub'],
  ['XDG_CACHE_HOME', 'huggingface/hub'],
] as const;

/** Folders in which a Hugging Face cache can lie, most specific first, as `huggingface_hub` picks its one. */
export function hubCacheFolders(environment: ReadonlyMap<string, string>): readonly string[] {
  const home = environment.get('HOME') ?? environment.get('USERPROFILE')?.replaceAll('\\', '/');
  const named = cacheVariables.flatMap(([name, below]) => {
    const value = environment.get(name);
    return value ? [joinPath(expandHome(value, home), below)] : [];
  });
  return [...new Set([...named, ...(home === undefined ? [] : [joinPath(home, '.cache/huggingface/hub')])])];
}

/** The folder of a model in one cache, whether it is there or not. */
export function modelFolderInCache(cache: string, id: string): string {
  return joinPath(cache, `models--${id.replaceAll('/', '--')}`);
}

/** The snapshot that `revision` means; undefined where the cache has none, or several and no way to tell which. */
export function snapshotFolder(cache: string, model: HubModel, files: Files): string | undefined {
  const folder = modelFolderInCache(cache, model.id);
  const revision = model.revision ?? 'main';
  const commit = isInside(revision) ? files.read(joinPath(folder, 'refs', revision))?.trim() : undefined;
  if (commit) return isInside(commit) ? joinPath(folder, 'snapshots', commit) : undefined;
  const snapshots = files.list(joinPath(folder, 'snapshots')) ?? [];
  const named = snapshots.includes(revision) ? revision : undefined;
  const only = model.revision === undefined && snapshots.length === 1 ? snapshots[0] : undefined;
  const chosen = named ?? only;
  return chosen === undefined ? undefined : joinPath(folder, 'snapshots', chosen);
}

/** A revision and a commit are names below the cache's folders: nothing that they say leads out of them. */
function isInside(name: string): boolean {
  return !isAbsolute(name) && !name.split(/[/\\]/).includes('..');
}

function expandHome(folder: string, home: string | undefined): string {
  const slashed = folder.replaceAll('\\', '/');
  return home === undefined ? slashed : slashed.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, home);
}
