import { URI } from 'vscode-uri';
import { joinPath, normalizePath } from '../shared/text/path.ts';

/**
 * The core's path of a document. A document that is not on disk (untitled, from a repository's history) is taken to lie
 * in `folder`, so that relative model references still lead somewhere.
 */
export function pathOfUri(uri: string, folder: string | undefined): string {
  const parsed = URI.parse(uri);
  if (parsed.scheme !== 'file') return joinPath(folder ?? '/', parsed.path.slice(parsed.path.lastIndexOf('/') + 1));
  const withDrive = /^\/([A-Za-z]:.*)/.exec(parsed.path)?.[1];
  if (withDrive !== undefined) return normalizePath(withDrive.charAt(0).toLowerCase() + withDrive.slice(1));
  return normalizePath(parsed.path);
}

/** The URI of a path, as VS Code writes it. */
export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}
