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
  const forget = ({ opened }: DocumentEvent): void => {
    analyses.forget(opened.uri);
    reports.forget(opened.uri);
    announce.closed(opened);
  };
  return {
    documentChanged: async (event) => {
      const { kind, opened } = event;
      const concerned = [...analyses.changed(opened.path), ...(kind === 'edited' ? [] : analyses.changed(openScripts))];
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
