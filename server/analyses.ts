import type { Analysis, Host, Source } from '../shared/lint/analysis.ts';
import type { Finding } from '../shared/lint/finding.ts';
import type { Files } from '../shared/models/files.ts';
import type { SkipReason } from '../shared/protocol.ts';
import { folderOf } from '../shared/text/path.ts';
import { contains, type Span } from '../shared/text/span.ts';
import type { OpenDocument } from './open-documents.ts';
import { recordedFiles } from './recorded-files.ts';
import { skipReason } from './skip-reason.ts';

/** What is known of one state of one open document. Every feature is a view of this. */
export interface Examined {
  readonly opened: OpenDocument;
  readonly skipped: SkipReason | undefined;
  /** Undefined: skipped, or neither a launch document nor a model's config.json. */
  readonly analysis: Analysis | undefined;
  /** Of this document alone. */
  readonly findings: readonly Finding[];
}

/** Analyses of the open documents, made when first asked for and kept until something that they depend on changes. */
export interface Analyses {
  readonly of: (opened: OpenDocument) => Examined;
  /** Forgets what depends on `path`, or on its being there; gives the documents concerned. */
  readonly changed: (path: string) => readonly OpenDocument[];
  /** The same after an edit: the file was there before. */
  readonly edited: (path: string) => readonly OpenDocument[];
  readonly forget: (uri: string) => void;
  readonly forgetAll: () => void;
}

/** What an analysis needs from outside. */
export interface Workshop {
  readonly lint: (source: Source, host: Host) => { readonly analysis?: Analysis; readonly findings: readonly Finding[] };
  readonly enabled: (path: string) => boolean;
  readonly hostFor: (path: string, files: Files) => Host;
  readonly files: Files;
  /** Changes whenever the file on disk does. */
  readonly stamp: (path: string) => string;
  /** Tells whoever keeps what is on disk. */
  readonly noteChange: (path: string) => void;
  /** True if the client tells when this file changes on disk. */
  readonly watched: (path: string) => boolean;
}

interface Entry {
  readonly examined: Examined;
  readonly dependsOn: ReadonlySet<string>;
  /** Stamps of files that nobody watches. */
  readonly stamps: ReadonlyMap<string, string>;
}

/** Analyses of the open documents, each kept until something that it was made of changes. */
export function analyses(workshop: Workshop): Analyses {
  const entries = new Map<string, Entry>();
  const forgetWhere = (isStale: (entry: Entry) => boolean): readonly OpenDocument[] => {
    const concerned = [...entries.values()].filter(isStale);
    for (const { examined } of concerned) entries.delete(examined.opened.uri);
    return concerned.map(({ examined }) => examined.opened);
  };
  return {
    of: (opened) => {
      const known = entries.get(opened.uri);
      if (known && isFresh(known, opened, workshop)) return known.examined;
      const whole = opened.cell && entries.get(opened.document.uri);
      const entry = whole && isFresh(whole, opened, workshop) ? whole : examine(opened, workshop);
      if (opened.cell !== undefined) entries.set(opened.document.uri, entry);
      const own = opened.cell === undefined ? entry : { ...entry, examined: inCell(entry.examined, opened, opened.cell) };
      entries.set(opened.uri, own);
      return own.examined;
    },
    changed: (path) => {
      workshop.noteChange(path);
      return forgetWhere((entry) => dependsOn(entry, path));
    },
    edited: (path) => forgetWhere((entry) => entry.dependsOn.has(path)),
    forget: (uri) => entries.delete(uri),
    forgetAll: () => entries.clear(),
  };
}

/** What a notebook's analysis says of one cell. */
function inCell(examined: Examined, opened: OpenDocument, cell: Span): Examined {
  return { ...examined, opened, findings: examined.findings.filter(({ span }) => contains(cell, span)) };
}

function isFresh({ examined, stamps }: Entry, opened: OpenDocument, { stamp }: Workshop): boolean {
  if (examined.opened.document !== opened.document) return false;
  if (opened.cell === undefined && examined.opened.version !== opened.version) return false;
  return [...stamps].every(([path, known]) => stamp(path) === known);
}

function examine(opened: OpenDocument, workshop: Workshop): Entry {
  const text = opened.document.getText();
  const skipped = workshop.enabled(opened.path) ? skipReason(text) : 'disabled';
  if (skipped) return { examined: { opened, skipped, analysis: undefined, findings: [] }, dependsOn: new Set(), stamps: new Map() };
  const seen = new Set<string>();
  const host = workshop.hostFor(opened.path, recordedFiles(workshop.files, seen));
  const { analysis, findings } = workshop.lint({ path: opened.path, text, languageId: opened.document.languageId }, host);
  for (const path of analysis?.dependsOn ?? []) seen.add(path);
  seen.delete(opened.path);
  const own = findings.filter(({ path }) => path === opened.path);
  return { examined: { opened, skipped, analysis, findings: own }, dependsOn: seen, stamps: stampsOf(seen, workshop) };
}

function stampsOf(paths: ReadonlySet<string>, { watched, stamp }: Workshop): ReadonlyMap<string, string> {
  return new Map([...paths].filter((path) => !watched(path)).map((path) => [path, stamp(path)]));
}

/** A folder that came or went takes what lies in it along; a file that came or went changes its folder's list. */
function dependsOn({ dependsOn: paths }: Entry, path: string): boolean {
  if (paths.has(path) || paths.has(folderOf(path))) return true;
  return [...paths].some((dependency) => dependency.startsWith(`${path}/`));
}
