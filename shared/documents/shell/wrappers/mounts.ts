import type { Mount, Word } from '../../command.ts';

/** `-v OUTSIDE:INSIDE[:ro]`; none for a named volume, or a place that is not known. */
export function volumeMount(word: Word): readonly Mount[] {
  return mountOf(placesOf(hostText(word)));
}

/** `--mount type=bind,source=OUTSIDE,target=INSIDE`. */
export function bindMount(word: Word): readonly Mount[] {
  const fields = new Map((hostText(word) ?? '').split(',').map((field) => splitAt(field, field.indexOf('='))));
  if ((fields.get('type') ?? 'volume') !== 'bind') return [];
  const source = fields.get('source') ?? fields.get('src');
  const target = fields.get('target') ?? fields.get('destination') ?? fields.get('dst');
  return mountOf(source === undefined || target === undefined ? [] : [source, target]);
}

/** `--bind A:B,C:D`, `--container-mounts=A:B,C`; a place alone is the same inside. */
export function bindMounts(word: Word): readonly Mount[] {
  const text = hostText(word);
  if (text === undefined) return [];
  return text.split(',').flatMap((each) => {
    const [outside = '', inside = outside] = placesOf(each);
    return mountOf([outside, inside]);
  });
}

function mountOf([outside, inside]: readonly string[]): readonly Mount[] {
  const isPlace = outside !== undefined && /^(?:[./~]|[A-Za-z]:[\\/])/.test(outside);
  if (!isPlace || inside === undefined || !inside.startsWith('/') || /[$\0]/.test(outside + inside)) return [];
  return [{ inside, outside: outside.replaceAll('\\', '/') }];
}

/** A drive's colon parts nothing: `C:\models:/models`. */
function placesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(text)?.[0] ?? '';
  const [first = '', ...others] = text.slice(drive.length).split(':');
  return [drive + first, ...others];
}

function splitAt(text: string, at: number): readonly [string, string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** What the folders of whoever runs the command are called in a path. */
const ownFolders: ReadonlyMap<string, string> = new Map([
  ['$HOME', '~'],
  ['${HOME}', '~'],
  ['$env:USERPROFILE', '~'],
  ['${env:USERPROFILE}', '~'],
  ['$env:HOME', '~'],
  ['%USERPROFILE%', '~'],
  ['$PWD', '.'],
  ['${PWD}', '.'],
  ['$(pwd)', '.'],
  ['`pwd`', '.'],
  ['$(PWD)', '.'],
  ['$(CURDIR)', '.'],
  ['$$PWD', '.'],
  ['$$(pwd)', '.'],
  ['$(HOME)', '~'],
  ['$$HOME', '~'],
  ['%cd%', '.'],
  ['%h', '~'],
]);

/** The word's text, where the home folder is `~` and the working folder `.`; undefined where another part is not known. */
function hostText(word: Word): string | undefined {
  let text = '';
  for (const piece of word.pieces) {
    const written = word.source.slice(piece.span.start - word.span.start, piece.span.end - word.span.start);
    const part = piece.text ?? ownFolders.get(written);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}
