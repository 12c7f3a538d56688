import type { Files } from '../shared/models/files.ts';

/** Files that notes in `seen` each path somebody asked for: if none of them changes, the answers stay the same. */
export function recordedFiles(files: Files, seen: Set<string>): Files {
  const noting =
    <T>(ask: (path: string) => T) =>
    (path: string): T => {
      seen.add(path);
      return ask(path);
    };
  return { read: noting(files.read), exists: noting(files.exists), list: noting(files.list), header: files.header && noting(files.header) };
}
