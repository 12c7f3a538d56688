import type { Connection } from 'vscode-languageserver/node';
import type { InitializationOptions } from '../shared/protocol.ts';
import { type Analyses, analyses, type Examined, type Workshop } from './analyses.ts';
import { type Announce, announce } from './announce.ts';
import type { ClientFeatures } from './client-features.ts';
import type { CodeActionContext } from './code-actions.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { diskFiles } from './disk-files.ts';
import { type EditorSettings, editorSettings } from './editor-settings.ts';
import { foldersHolding } from './folder-tree.ts';
import { filesUnder, hostFor, openScripts } from './host.ts';
import { lintDocument } from './lint-document.ts';
import type { OpenDocuments } from './open-documents.ts';
import { places } from './places.ts';
import { rehearsal } from './rehearsal.ts';
import { type Reports, reports } from './reports.ts';
import { isWatched } from './watched-files.ts';

/** What the client said at the start, and the documents that it has open. */
export interface SessionParts {
  readonly connection: Connection;
  readonly documents: OpenDocuments;
  readonly client: ClientFeatures;
  readonly options: InitializationOptions;
  readonly folders: () => readonly string[];
  /** True if documents are linted ahead of their first edit. */
  readonly rehearses: boolean;
}

/** What every answer is made from. */
export interface Workbench {
  readonly parts: SessionParts;
  readonly settings: EditorSettings;
  readonly analyses: Analyses;
  readonly reports: Reports;
  readonly announce: Announce;
  readonly view: CodeActionContext;
  /** Settings from a client that sends them along instead of being asked. */
  readonly useSettings: (values: unknown) => void;
  /** The document as it is now, once the settings for it are known; undefined if it is not open. */
  readonly examine: (uri: string) => Promise<Examined | undefined>;
}

/** What the features share, put together for one connection. */
export function setUpWorkbench(parts: SessionParts): Workbench {
  const { connection, documents, client, options, folders } = parts;
  let sent = options.settings;
  const settings = editorSettings(async (scopeUri) =>
    client.answersConfiguration ? connection.workspace.getConfiguration({ section: 'shardlint', scopeUri }) : sent,
  );
  const workshop = workshopOf(parts, settings);
  const known = analyses(workshop);
  const view = viewOf(parts, workshop);
  const rehearse = rehearsal(
    (opened, text) => view.findingsWith({ opened }, text),
    (opened) => documents.get(opened.uri)?.version === opened.version,
  );
  const reported = reports((examined) => diagnosticsOf(examined, view));
  return {
    parts,
    settings,
    view,
    analyses: known,
    reports: reported,
    announce: announce({ connection, client, documents, analyses: known, reports: reported }),
    useSettings: (values) => {
      sent = values;
    },
    examine: async (uri) => {
      await settings.load(folders());
      const opened = documents.get(uri);
      if (!opened) return undefined;
      const examined = known.of(opened);
      if (parts.rehearses && examined.analysis) rehearse(opened);
      return examined;
    },
  };
}

function workshopOf({ documents, client, options, folders }: SessionParts, settings: EditorSettings): Workshop {
  const disk = diskFiles();
  const environment = environmentOfProcess();
  const editorSettingsFor = (path: string) => settings.forPath(path).settings;
  const host = { documents, folders, environment, editorSettings: editorSettingsFor, mayLaunch: disk.mayLaunch };
  return {
    lint: (source, of) => lintDocument(source, of, options.checksSettings === true),
    enabled: (path) => settings.forPath(path).enabled,
    hostFor: (path, files) => hostFor(path, files, host),
    files: filesUnder(documents, disk),
    stamp: disk.stamp,
    noteChange: disk.changed,
    watched: (path) => path === openScripts || (client.watchesFiles && isWatched(path) && foldersHolding(path, folders()).length > 0),
  };
}

function viewOf({ documents, client, options, folders }: SessionParts, { lint, hostFor, files }: Workshop): CodeActionContext {
  return {
    client,
    documents,
    places: places(documents, files),
    ruleLink: options.ruleLink,
    explainCommand: options.explainCommand,
    cautionCommand: options.cautionCommand,
    padCommand: options.padCommand,
    readText: files.read,
    workspaceFolders: folders,
    findingsWith: ({ opened: { path, document } }, text) => {
      const { findings } = lint({ path, text, languageId: document.languageId }, hostFor(path, files));
      return findings.filter((finding) => finding.path === path);
    },
  };
}

/** Where model caches lie: HF_HOME, HOME, … */
function environmentOfProcess(): ReadonlyMap<string, string> {
  return new Map(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
