/** The two parts of a URI that tell which file it names. */
export interface UriParts {
  readonly scheme: string;
  /** Decoded. What cannot be decoded stands as it is. */
  readonly path: string;
}

export function partsOfUri(uri: string): UriParts {
  const [, scheme = 'file', path = ''] = /^(?:([^:/?#]+?):)?(?:\/\/[^/?#]*)?([^?#]*)/.exec(uri) ?? [];
  const decoded = path.replace(/(?:%[0-9A-Za-z]{2})+/g, decode);
  return { scheme, path: scheme === 'file' && !decoded.startsWith('/') ? `/${decoded}` : decoded };
}

/** The URI of a file, letter for letter as VS Code writes it, which compares them so. */
export function fileUri(path: string): string {
  const [, host = '', rest = ''] = /^\/\/([^/]*)(.*)$/s.exec(path) ?? [undefined, '', path];
  const absolute = rest.startsWith('/') ? rest : `/${rest}`;
  const withDrive = absolute.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
  return `file://${encode(host.toLowerCase())}${withDrive.split('/').map(encode).join('/')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Decodes what it can of a row of percent signs and their digits. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.length > 3 ? encoded.slice(0, 3) + decode(encoded.slice(3)) : encoded;
  }
}
