import path from 'node:path';

/** Where a user's programs keep what they can make again, as the system has it; undefined where the user has no home. */
export function keptFolder(environment: ReadonlyMap<string, string>, platform: NodeJS.Platform): string | undefined {
  const named = platform === 'win32' ? environment.get('LOCALAPPDATA') : environment.get('XDG_CACHE_HOME');
  if (named !== undefined && path.isAbsolute(named)) return path.join(named, 'shardlint', ...(platform === 'win32' ? ['Cache'] : []));
  const home = platform === 'win32' ? undefined : environment.get('HOME');
  if (home === undefined || !path.isAbsolute(home)) return undefined;
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'shardlint') : path.join(home, '.cache', 'shardlint');
}
