/** What a model reference can be, by its writing alone. */
export type ModelReference =
  /** `mayBeId`: written like `org/name`, which is a folder if there is one and else a name on the hub. */
  | { readonly kind: 'path'; readonly path: string; readonly mayBeId: false }
  | { readonly kind: 'path'; readonly path: string; readonly mayBeId: true; readonly id: string; readonly revision: string | undefined }
  /** Somewhere that no file of this machine can tell (`s3://…`), or not written out (`$MODEL`). */
  | { readonly kind: 'unknown' };

const idPattern = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/;

/**
 * Sorts a reference as it stands after `--model`: `~` is the home folder of `environment`, `file://` is a path, backslashes of
 * Windows paths become slashes, and `org/name@revision` names a revision.
 */
export function sortReference(reference: string, environment: ReadonlyMap<string, string>): ModelReference {
  const text = reference.trim();
  if (text === '' || /[$`{}*?\0\n]/.test(text)) return { kind: 'unknown' };
  if (text.startsWith('file://')) return path(decoded(text.slice('file://'.length)));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { kind: 'unknown' };
  if (text.startsWith('~')) return homePath(text, environment);
  if (/^(?:[A-Za-z]:|\.{1,2})?\\/.test(text)) return path(text.replaceAll('\\', '/'));
  const [, id = '', revision] = /^([^@]*)(?:@(.+))?$/.exec(text) ?? [];
  return idPattern.test(id) ? { kind: 'path', path: text, mayBeId: true, id, revision } : path(text);
}

function path(text: string): ModelReference {
  return { kind: 'path', path: text, mayBeId: false };
}

function homePath(text: string, environment: ReadonlyMap<string, string>): ModelReference {
  const home = environment.get('HOME');
  if (home === undefined || !/^~(?:\/|$)/.test(text)) return { kind: 'unknown' };
  return path(`${home}${text.slice(1)}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).replace(/^localhost\//, '/');
  } catch {
    return text;
  }
}
