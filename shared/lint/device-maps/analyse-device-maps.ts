import { mapUsesIn } from '../../device-map/map-use.ts';
import type { LaunchDocument } from '../../documents/document.ts';
import type { Option } from '../../engines/engine.ts';
import { visibleGpus } from '../../engines/launches/visible-gpus.ts';
import type { ModelResolution } from '../../models/resolution.ts';
import { resolveModel } from '../../models/resolve-model.ts';
import type { Settings } from '../../settings/settings.ts';
import { folderOf } from '../../text/path.ts';
import type { Host, Source } from '../analysis.ts';
import type { AnalysedMap } from './analysed-map.ts';

const noOptions: ReadonlyMap<string, Option> = new Map();

/** The device maps of a document, each with its model: the one that the call loads, or the config.json beside a map's own file. */
export function deviceMapsIn(document: LaunchDocument, { path, text }: Source, host: Host, settings: Settings): readonly AnalysedMap[] {
  return mapUsesIn(document.commands, text).map((use) => {
    const folders = [folderOf(path), ...host.workspaceFolders];
    const search = { documentPath: path, folders, environment: host.environment, downloadFolder: undefined, revision: undefined };
    const reference = use.kind === 'file' ? folderOf(path) : use.model?.text;
    const resolution: ModelResolution = resolveModel(reference, search, host.files);
    const model = resolution.kind === 'found' ? resolution.config : undefined;
    return { use, path, resolution, model, gpus: gpusOf(use.command, settings) };
  });
}

function gpusOf(command: AnalysedMap['use']['command'], settings: Settings): AnalysedMap['gpus'] {
  const visible = visibleGpus(command, noOptions);
  if (visible !== undefined) return visible.count === undefined ? undefined : { count: visible.count, span: visible.span };
  const { count } = settings.hardware;
  return count === undefined ? undefined : { count, span: undefined };
}
