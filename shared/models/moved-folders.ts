/** A folder that launches see at `inside` (in a container, on the machine that serves) and that lies at `outside` here, absolute. */
export interface MovedFolder {
  readonly inside: string;
  readonly outside: string;
}

/** Where a path lies here, by each of the folders that it starts with, the longest first. */
export function placesOutside(path: string, folders: readonly MovedFolder[]): readonly string[] {
  const held = folders.flatMap(({ inside, outside }) => {
    const rest = restBelow(path, inside);
    return rest === undefined ? [] : [{ length: inside.length, place: rest === '' ? outside : `${outside}/${rest}` }];
  });
  return held.sort((a, b) => b.length - a.length).map(({ place }) => place);
}

/** What follows the folder in the path; undefined where the path does not start with it. */
function restBelow(path: string, folder: string): string | undefined {
  const prefix = folder.replace(/\/+$/, '');
  if (path === prefix || path === folder) return '';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1).replace(/^\/+/, '') : undefined;
}

/** Hub caches among the folders: where the libraries look in a container, by what it calls the folder. */
export function hubCachesAmong(folders: readonly MovedFolder[]): readonly string[] {
  return folders.flatMap(({ inside, outside }) => {
    const name = inside.replace(/\/+$/, '');
    if (name.endsWith('/.cache/huggingface/hub')) return [outside];
    if (name.endsWith('/.cache/huggingface')) return [`${outside}/hub`];
    return name.endsWith('/.cache') ? [`${outside}/huggingface/hub`] : [];
  });
}
