/** Variables that say where models lie. No other one of the host is ever read. */
const names = ['HOME', 'USERPROFILE', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'] as const;

/** Of the host's environment, what an analysis may depend on. */
export function hostEnvironment(all: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    names.flatMap((name) => {
      const value = all.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
