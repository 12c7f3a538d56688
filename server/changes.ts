import { namesAnEngine } from '../shared/engines/marks.ts';
import { openScripts } from './host.ts';
import type { DocumentEvent } from './open-documents.ts';
import type { Workbench } from './workbench.ts';

/** What the client tells without asking. */
export interface Changes {
  readonly documentChanged: (event: DocumentEvent) => Promise<void>;
  readonly filesChanged: (paths: readonly string[]) => Promise<void>;
  /** `values`: the new settings, from clients that send them along. */
  readonly settingsChanged: (values: unknown) => Promise<void>;
}

/** Forgets what a change makes stale, then lets the client know of documents that it concerns. */
export function changesIn({ parts, settings, analyses, reports, announce, useSettings }: Workbench): Changes {
  const { documents, folders } = parts;
  const launching = new Set<string>();
  const forget = ({ opened }: DocumentEvent): void => {
    analyses.forget(opened.uri);
    reports.forget(opened.uri);
    announce.closed(opened);
  };
  return {
    documentChanged: async (event) => {
      const { kind, opened } = event;
      const own = kind === 'edited' ? analyses.edited(opened.path) : analyses.changed(opened.path);
      const sameNotebook = documents.all().filter(({ cell, path }) => cell !== undefined && path === opened.path);
      const concerned = [...own, ...sameNotebook, ...(changesLaunching(event, launching) ? analyses.changed(openScripts) : [])];
      if (kind === 'closed') forget(event);
      await settings.load(folders());
      if (kind !== 'closed') await announce.changed(opened);
      await announce.concerned(concerned.filter(({ uri }) => uri !== opened.uri));
    },
    filesChanged: async (paths) => {
      const concerned = paths.flatMap((path) => analyses.changed(path));
      await settings.load(folders());
      await announce.concerned(concerned);
    },
    settingsChanged: async (values) => {
      if (isRecord(values) && values.shardlint !== undefined) useSettings(values.shardlint);
      settings.forget();
      analyses.forgetAll();
      await settings.load(folders());
      await announce.concerned(documents.all());
    },
  };
}

/** Notes which open documents name an engine; true if there is one more or one fewer than before. */
function changesLaunching({ kind, opened: { uri, document } }: DocumentEvent, launching: Set<string>): boolean {
  const was = launching.has(uri);
  const is = kind !== 'closed' && namesAnEngine(document.getText());
  if (is) launching.add(uri);
  else launching.delete(uri);
  return is !== was;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
