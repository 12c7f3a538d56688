import type { Command } from '../documents/command.ts';
import type { ConstraintContext, Engine, Launch, ReadFile, VersionSetting } from '../engines/engine.ts';
import { type Hardware, hardwareOf } from '../engines/hardware.ts';
import { parseRelease } from '../engines/version.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Files } from '../models/files.ts';
import { type MovedFolder, placesOutside } from '../models/moved-folders.ts';
import type { ModelResolution, ModelSearch } from '../models/resolution.ts';
import { resolveModel } from '../models/resolve-model.ts';
import { validSizes } from '../plan/valid-sizes.ts';
import type { Settings } from '../settings/settings.ts';
import { folderOf, joinPath } from '../text/path.ts';
import type { AnalysedLaunch, Host } from './analysis.ts';
import { movedFoldersOf } from './moved-folders.ts';

/** Finds the model of a launch that stands in the document at `path`, and asks the engine what it demands of it. */
export function analyseLaunch(written: Launch, engine: Engine, path: string, host: Host, settings: Settings): AnalysedLaunch {
  return analysed(found(written, engine, path, host, settings), engine, host, settings);
}

/** The same for a launch that is asked for; undefined, which costs less, for any other. */
export function analyseLaunchIf(
  isAskedFor: (one: FoundLaunch) => boolean,
  written: Launch,
  engine: Engine,
  path: string,
  host: Host,
  settings: Settings,
): AnalysedLaunch | undefined {
  const one = found(written, engine, path, host, settings);
  return isAskedFor(one) ? analysed(one, engine, host, settings) : undefined;
}

/** A launch with what its model reference means. */
export interface FoundLaunch {
  readonly launch: Launch;
  readonly path: string;
  readonly search: ModelSearch;
  readonly resolution: ModelResolution;
}

function found(written: Launch, engine: Engine, path: string, host: Host, settings: Settings): FoundLaunch {
  const search = searchOf(written, path, host, settings);
  const launch = engine.withFiles?.(written, (name) => readFrom(search, name, host.files)) ?? written;
  return { launch, path, search, resolution: host.modelOf?.(launch) ?? resolveModel(launch.model?.text, search, host.files) };
}

function analysed({ launch, path, search, resolution }: FoundLaunch, engine: Engine, host: Host, settings: Settings): AnalysedLaunch {
  const modelOf = (reference: string): ModelConfig | undefined => configOf(resolveModel(reference, search, host.files));
  return pairedLaunch({ launch, engine, path, assumed: false, resolution, hardware: hardwareFrom(settings) }, modelOf);
}

/** A file by its path from the first of the folders that has it; one in a mounted folder, from there. */
function readFrom({ folders, moved = [] }: ModelSearch, name: string, files: Files): ReturnType<ReadFile> {
  for (const path of [...placesOutside(name, moved), ...folders.map((folder) => joinPath(folder, name))]) {
    const text = files.read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/** What is known of a launch before the engine is asked. */
export type UnpairedLaunch = Pick<AnalysedLaunch, 'launch' | 'engine' | 'path' | 'assumed' | 'resolution' | 'hardware'>;

/** Asks the engine what it demands of the launch's model; `modelOf` reads other models that the launch names. */
export function pairedLaunch(unpaired: UnpairedLaunch, modelOf: ConstraintContext['modelOf']): AnalysedLaunch {
  const { engine, path, assumed, resolution, hardware } = unpaired;
  const model = changesShape(unpaired.launch) ? undefined : configOf(resolution);
  const launch = model ? resolved(unpaired.launch, engine, model) : unpaired.launch;
  const constraints = model ? engine.constraints(launch, model, { hardware, modelOf }) : [];
  return {
    launch,
    engine,
    path,
    assumed,
    resolution,
    hardware,
    model,
    constraints,
    layout: model && engine.layoutOf(launch),
    validTensorParallelSizes: model && validSizes(engine, launch, model, constraints),
  };
}

/** The launch as it will really run on this model. */
function resolved(launch: Launch, engine: Engine, model: ModelConfig): Launch {
  if (engine.resolve === undefined) return launch;
  const { variant, problem } = engine.resolve(launch, model);
  const problems = problem === undefined ? launch.problems : [...launch.problems, problem];
  return variant === undefined ? { ...launch, problems } : { ...launch, variant, problems };
}

/** The version that the settings name for an engine; undefined for none, or one that is no release. */
export function versionSetting(engine: Engine, settings: Settings): VersionSetting | undefined {
  const text = settings.engineVersions[engine.name];
  const release = text === undefined ? undefined : parseRelease(text);
  return text === undefined || release === undefined ? undefined : { text, release };
}

/** The machine of the settings, with what is known of its GPU. */
export function hardwareFrom({ hardware }: Settings): Hardware {
  const known = machines.get(hardware) ?? hardwareOf(hardware.gpu, hardware.count);
  machines.set(hardware, known);
  return known;
}

/** Settings are those of many launches. */
const machines = new WeakMap<Settings['hardware'], Hardware>();

/** The model that was found. */
export function configOf(resolution: ModelResolution): ModelConfig | undefined {
  return resolution.kind === 'found' ? resolution.config : undefined;
}

/** Keys of `--hf-overrides` that leave every head count and width as it is. */
const shapeless: ReadonlySet<string> = new Set([
  'rope_scaling',
  'rope_parameters',
  'rope_theta',
  'max_position_embeddings',
  'original_max_position_embeddings',
  'model_max_length',
  'torch_dtype',
  'dtype',
  'pooler_config',
]);

/** Any other override may change the shape: what config.json says is then not what the engine sees. */
function changesShape(launch: Launch): boolean {
  const option = launch.options.get('hfOverrides');
  if (option === undefined) return false;
  if (typeof option.value !== 'object' || Array.isArray(option.value)) return true;
  return Object.keys(option.value).some((key) => !shapeless.has(key));
}

function searchOf(launch: Launch, path: string, host: Host, settings: Settings): ModelSearch {
  const moved = movedFoldersOf(launch.command, path, host, settings);
  return {
    documentPath: path,
    folders: foldersOf(launch.command, path, host, moved),
    moved,
    environment: environmentOf(launch.command, host),
    downloadFolder: textOf(launch, 'downloadDir'),
    revision: textOf(launch, 'revision'),
  };
}

function foldersOf(command: Command | undefined, path: string, host: Host, moved: readonly MovedFolder[]): readonly string[] {
  const document = folderOf(path);
  const working = command?.workingFolder;
  const own = working?.text === undefined ? [] : [...placesOutside(working.text, moved), joinPath(document, working.text)];
  return [...new Set([...own, document, ...host.workspaceFolders])];
}

function environmentOf(command: Command | undefined, host: Host): ReadonlyMap<string, string> {
  if (command === undefined || command.environment.size === 0) return host.environment;
  const merged = new Map(host.environment);
  for (const [name, word] of command.environment) {
    if (word.text === undefined) merged.delete(name);
    else merged.set(name, word.text);
  }
  return merged;
}

function textOf(launch: Launch, option: string): string | undefined {
  return launch.options.get(option)?.text;
}
