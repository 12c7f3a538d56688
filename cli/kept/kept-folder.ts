import path from 'node:path';

/**
 * Where runs of a user are kept: below the folder that the system has for what programs can make again. Undefined where the user has no
 * home, and in CI, where every checkout has new files.
 */
export function keptFolder(environment: ReadonlyMap<string, string>, platform: NodeJS.Platform): string | undefined {
  const isCi = !['', 'false', '0'].includes(environment.get('CI') ?? '');
  const base = isCi ? undefined : cacheFolder(environment, platform);
  return base === undefined ? undefined : path.join(base, 'shardlint', 'lint');
}

function cacheFolder(environment: ReadonlyMap<string, string>, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return absolute(environment.get('LOCALAPPDATA'));
  const home = absolute(environment.get('HOME'));
  const usual = platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  return absolute(environment.get('XDG_CACHE_HOME')) ?? (home && path.join(home, ...usual));
}

function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}
