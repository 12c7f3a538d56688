import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  Connection,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  DocumentLink,
  DocumentLinkParams,
  Hover,
  LocationLink,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { DocumentStatus, InitializationOptions, StatusParams } from '../shared/protocol.ts';
import { analyses, type Examined, type Workshop } from './analyses.ts';
import { announce } from './announce.ts';
import type { ClientFeatures } from './client-features.ts';
import { type CodeActionContext, codeActionsOf } from './code-actions.ts';
import { completionsAt } from './completion.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { diskFiles } from './disk-files.ts';
import { editorSettings } from './editor-settings.ts';
import { foldersHolding } from './folder-tree.ts';
import { filesUnder, hostFor, openScripts } from './host.ts';
import { hoverAt } from './hover.ts';
import { lintDocument } from './lint-document.ts';
import { definitionAt, documentLinksOf } from './model-links.ts';
import type { DocumentEvent, OpenDocuments } from './open-documents.ts';
import { places } from './places.ts';
import { reports } from './reports.ts';
import { statusOf } from './status.ts';

/** What the client said at the start, and the documents that it has open. */
export interface SessionParts {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  readonly folders: () => readonly string[];
}

/** The answers to a client's questions; each is a view of one cached analysis. */
export interface Session {
  readonly diagnose: (params: DocumentDiagnosticParams) => Promise<DocumentDiagnosticReport>;
  readonly codeActions: (params: CodeActionParams) => Promise<CodeAction[]>;
  readonly hover: (params: TextDocumentPositionParams) => Promise<Hover | null>;
  readonly complete: (params: TextDocumentPositionParams) => Promise<CompletionItem[]>;
  readonly links: (params: DocumentLinkParams) => Promise<DocumentLink[]>;
  readonly definition: (params: TextDocumentPositionParams) => Promise<LocationLink[]>;
  readonly status: (params: StatusParams) => Promise<DocumentStatus>;
  readonly documentChanged: (event: DocumentEvent) => Promise<void>;
  readonly filesChanged: (paths: readonly string[]) => Promise<void>;
  /** `values`: the new settings, from clients that send them along. */
  readonly settingsChanged: (values: unknown) => Promise<void>;
}

export function startSession({ connection, documents, client, options, folders }: SessionParts): Session {
  let sent = options.settings;
  const disk = diskFiles();
  const files = filesUnder(documents, disk);
  const settings = editorSettings(async (scopeUri) =>
    client.answersConfiguration ? connection.workspace.getConfiguration({ section: 'shardlint', scopeUri }) : sent,
  );
  const environment = environmentOfProcess();
  const parts = { documents, folders, environment, editorSettings: (path: string) => settings.forPath(path).settings };
  const lint: Workshop['lint'] = (source, host) => lintDocument(source, host, options.checksSettings === true);
  const workshop: Workshop = {
    lint,
    enabled: (path) => settings.forPath(path).enabled,
    hostFor: (path, seen) => hostFor(path, seen, parts),
    files,
    stamp: disk.stamp,
    watched: (path) => path === openScripts || (client.watchesFiles && foldersHolding(path, folders()).length > 0),
  };
  const known = analyses(workshop);
  const shown = places(documents, files);
  const view = { places: shown, client, documents, ruleLink: options.ruleLink, explainCommand: options.explainCommand };
  const reported = reports((examined) => diagnosticsOf(examined, view));
  const tell = announce({ connection, client, documents, analyses: known, reports: reported });
  const actions = (): CodeActionContext => ({
    ...view,
    readText: files.read,
    workspaceFolders: folders(),
    findingsWith: ({ opened }, text) => {
      const source = { path: opened.path, text, languageId: opened.document.languageId };
      return lint(source, hostFor(opened.path, files, parts)).findings.filter(({ path }) => path === opened.path);
    },
  });
  const examine = async (uri: string): Promise<Examined | undefined> => {
    await settings.load(folders());
    const opened = documents.get(uri);
    return opened && known.of(opened);
  };

  return {
    diagnose: async ({ textDocument: { uri }, previousResultId }) => {
      const examined = await examine(uri);
      if (!examined) return { kind: 'full', items: [] };
      const { resultId, items } = reported.of(examined);
      return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    },
    codeActions: async (params) => {
      const examined = await examine(params.textDocument.uri);
      return examined ? codeActionsOf(examined, params, actions()) : [];
    },
    hover: async ({ textDocument: { uri }, position }) => {
      const examined = await examine(uri);
      return examined ? hoverAt(examined, examined.opened.document.offsetAt(position), shown) : null;
    },
    complete: async ({ textDocument: { uri }, position }) => {
      const examined = await examine(uri);
      return examined ? completionsAt(examined, examined.opened.document.offsetAt(position), shown) : [];
    },
    links: async ({ textDocument: { uri } }) => {
      const examined = await examine(uri);
      return examined ? documentLinksOf(examined, shown) : [];
    },
    definition: async ({ textDocument: { uri }, position }) => {
      const examined = await examine(uri);
      return examined ? definitionAt(examined, examined.opened.document.offsetAt(position), shown) : [];
    },
    status: async ({ uri }) => {
      const examined = await examine(uri);
      return examined ? statusOf(examined) : { launches: [] };
    },
    documentChanged: async ({ kind, opened }) => {
      const concerned = [...known.changed(opened.path), ...(kind === 'edited' ? [] : known.changed(openScripts))];
      if (kind === 'closed') {
        known.forget(opened.uri);
        reported.forget(opened.uri);
        tell.closed(opened);
      }
      await settings.load(folders());
      if (kind !== 'closed') await tell.changed(opened);
      await tell.concerned(concerned.filter(({ uri }) => uri !== opened.uri));
    },
    filesChanged: async (paths) => {
      const concerned = paths.flatMap((path) => known.changed(path));
      await settings.load(folders());
      await tell.concerned(concerned);
    },
    settingsChanged: async (values) => {
      if (isRecord(values) && values.shardlint !== undefined) sent = values.shardlint;
      settings.forget();
      known.forgetAll();
      await settings.load(folders());
      await tell.concerned(documents.all());
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Where model caches lie: HF_HOME, HOME, … */
function environmentOfProcess(): ReadonlyMap<string, string> {
  return new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
