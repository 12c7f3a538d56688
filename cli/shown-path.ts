/** Names a path as someone in `folder` would: relative below it, absolute elsewhere. */
export function shownFrom(folder: string): (path: string) => string {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return (path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path);
}
