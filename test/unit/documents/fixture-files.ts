import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..', 'fixtures');

const outcomes = ['launches', 'silent', 'broken'] as const;

export interface FixtureDocument {
  readonly kind: string;
  readonly outcome: (typeof outcomes)[number];
  /** Where it lies: what is understood of it stands beside it. */
  readonly place: string;
  readonly name: string;
  readonly text: string;
  /** All files of its folder, by name; none for a document that stands alone. */
  readonly beside: Readonly<Record<string, string>>;
}

/** Every document under test/fixtures. */
export function fixtureDocuments(): readonly FixtureDocument[] {
  return foldersIn(root).flatMap((kind) =>
    outcomes
      .filter((outcome) => existsSync(path.join(root, kind, outcome)))
      .flatMap((outcome) => fixturesIn(path.join(root, kind, outcome)).map((place) => ({ kind, outcome, place, ...contentOf(place) }))),
  );
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function fixturesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.expected'))
    .map((name) => path.join(folder, name));
}

/** A file; or a folder, whose document is the file named as the folder is. */
function contentOf(place: string): Pick<FixtureDocument, 'name' | 'text' | 'beside'> {
  const name = path.basename(place);
  const isFolder = foldersIn(path.dirname(place)).includes(name);
  if (!isFolder) return { name, text: readFileSync(place, 'utf8'), beside: {} };
  const beside = Object.fromEntries(readdirSync(place).map((each) => [each, readFileSync(path.join(place, each), 'utf8')]));
  return { name, text: beside[name] ?? '', beside };
}
