import { defaultSettings, type Settings } from '../shared/settings/settings.ts';
import { settingsFrom } from '../shared/settings/settings-from.ts';
import { isRecord } from '../shared/text/is-record.ts';
import { uriOfPath } from './document-path.ts';
import { foldersHolding } from './folder-tree.ts';

/** The editor's own settings, folder by folder, for documents without a `.shardlint.json`. */
export interface EditorSettings {
  /** Asks the client for what is not known yet; what it cannot answer is the default. */
  readonly load: (folders: readonly string[]) => Promise<void>;
  readonly forPath: (path: string) => FolderSettings;
  readonly forget: () => void;
}

export interface FolderSettings {
  readonly settings: Settings;
  readonly enabled: boolean;
}

/** Asks the client for its settings, in the scope of a URI; undefined: those of the whole window. */
export type AskSettings = (scopeUri: string | undefined) => Promise<unknown>;

const defaults: FolderSettings = { settings: defaultSettings, enabled: true };
const outside = '';

/** The editor's settings by workspace folder, asked for once each until they change. */
export function editorSettings(ask: AskSettings): EditorSettings {
  let known = new Map<string, Promise<FolderSettings>>();
  let loaded: ReadonlyMap<string, FolderSettings> = new Map();
  const settingsOf = (folder: string): Promise<FolderSettings> => {
    const asked = known.get(folder) ?? ask(folder === outside ? undefined : uriOfPath(folder)).then(folderSettingsFrom, () => defaults);
    known.set(folder, asked);
    return asked;
  };
  return {
    load: async (folders) => {
      const wanted = [outside, ...folders];
      const answers = await Promise.all(wanted.map(async (folder) => [folder, await settingsOf(folder)] as const));
      loaded = new Map(answers);
    },
    forPath: (path) => loaded.get(foldersHolding(path, [...loaded.keys()].filter(Boolean))[0] ?? outside) ?? defaults,
    forget: () => {
      known = new Map();
    },
  };
}

/** The editor nests `shardlint.tensorParallel.targets`; the settings file calls it `tensorParallel.targets` as well. */
function folderSettingsFrom(values: unknown): FolderSettings {
  const enabled = !(isRecord(values) && values.enable === false);
  return { settings: settingsFrom(values), enabled };
}
