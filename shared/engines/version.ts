/** Release numbers of an engine, most significant first: 0.11.2 is [0, 11, 2]. Pre-releases and post-releases count as their release. */
export type Release = readonly number[];

/** The release in a tag or requirement (`v0.11.0`, `0.8.5.post1`, `0.11.0rc2-cu128`); undefined for `latest`, `nightly`, a hash. */
export function parseRelease(text: string): Release | undefined {
  const known = releases.get(text);
  if (known !== undefined) return known;
  const release = readRelease(text);
  if (releases.size >= mostReleases) releases.clear();
  if (release !== undefined) releases.set(text, release);
  return release;
}

/** The same text gives the same release, so that what is kept by release (grammars) is found again. */
const releases = new Map<string, Release>();
const mostReleases = 1000;

function readRelease(text: string): Release | undefined {
  const found = /^[vV]?(\d+(?:\.\d+){1,3})(?![\d.]*\.?dev)/.exec(text.trim());
  return found?.[1]?.split('.').map(Number);
}

/** Negative if `a` is older than `b`; missing numbers count as 0. */
export function compareReleases(a: Release, b: Release): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True for `since` itself. */
export function atLeast(version: Release, since: Release): boolean {
  return compareReleases(version, since) >= 0;
}

/** `0.11.2`. */
export function formatRelease(release: Release): string {
  return release.join('.');
}
