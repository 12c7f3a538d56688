import { cacheVariables } from './hub-cache.ts';

/** Variables that say where models lie. No other one of the host is ever read. */
const names: readonly string[] = ['HOME', 'USERPROFILE', ...cacheVariables.map(([name]) => name)];

/** Of the host's environment, what an analysis may depend on. */
export function hostEnvironment(all: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name) => {
      const value = all.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
