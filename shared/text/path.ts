/**
 * Paths as the core knows them: forward slashes, absolute (`/models/a`, `C:/models/a`) or relative. Hosts convert
 * theirs at the rim, so that the core needs no `node:path` and runs in a browser.
 */

/** From the root of a disk or of a drive; a drive alone (`C:`) is not. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Joins and resolves `.` and `..`; an absolute later part wins. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.reduce((base, part) => (isAbsolute(part) || base === '' ? part : `${base}/${part}`), '');
  return normalizePath(joined);
}

/** An empty piece, `.` or `..` anywhere, or a slash at the end. */
const needsNormalizing = /\/\/|(?:^|\/)\.{1,2}(?:\/|$)|.\/$|^$/;

/** Without `.`, inner `..`, doubled slashes and a slash at the end; a relative path keeps its leading `..`. */
export function normalizePath(path: string): string {
  if (!needsNormalizing.test(path)) return path;
  const root = /^([A-Za-z]:)?\//.exec(path)?.[0] ?? '';
  const kept: string[] = [];
  for (const piece of path.slice(root.length).split('/')) {
    if (piece === '' || piece === '.') continue;
    if (piece === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (piece !== '..' || root === '') kept.push(piece);
  }
  return root + kept.join('/') || '.';
}

/** The folder that holds `path`; the root's own is the root. */
export function folderOf(path: string): string {
  const normal = normalizePath(path);
  const at = normal.lastIndexOf('/');
  if (at < 0) return '.';
  return at === 0 ? '/' : normal.slice(0, /^[A-Za-z]:$/.test(normal.slice(0, at)) ? at + 1 : at);
}

/** What stands after the last slash. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
