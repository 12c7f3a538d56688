import type { LaunchDocument } from '../documents/document.ts';
import type { Constraint, Engine, Launch, Layout } from '../engines/engine.ts';
import type { Hardware } from '../engines/hardware.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Files } from '../models/files.ts';
import type { ModelResolution } from '../models/resolution.ts';
import type { Settings, Suppression } from '../settings/settings.ts';
import type { AnalysedMap } from './device-maps/analysed-map.ts';
import type { Finding } from './finding.ts';

/** One document as an editor or the disk has it. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The editor's language id, where there is an editor. */
  readonly languageId?: string;
}

/** Everything outside the document that an analysis may ask for. Server, command line, batch and tests each fill it. */
export interface Host {
  readonly files: Files;
  readonly settingsFor: (path: string) => Settings;
  /** Environment of the process: HF_HOME, HOME, …; never that of the launch. */
  readonly environment: ReadonlyMap<string, string>;
  /** Workspace folders that hold the document, outermost last. */
  readonly workspaceFolders: readonly string[];
  /** Scripts that may point to the config.json at `path`: open documents, and scripts beside it or above it. */
  readonly scriptsAround: (path: string) => readonly Source[];
  /** Where the host knows which model a launch means (a batch row brings its own): asked before any search; undefined: search. */
  readonly modelOf?: (launch: Launch) => ModelResolution | undefined;
}

/** All that is known about one document; every view (squiggle, hover, fix, text, JSON) is read from it. */
export interface Analysis {
  readonly source: Source;
  readonly kind: 'launch-document' | 'options-file' | 'model-config';
  /** Undefined for a model's config.json, and for an options file that is no launch document too. */
  readonly document: LaunchDocument | undefined;
  /** A launch document: its launches. An options file: those that name it. A config.json: those that point to it, else one for each target size. */
  readonly launches: readonly AnalysedLaunch[];
  /** Device maps of a launch document. */
  readonly deviceMaps: readonly AnalysedMap[];
  /** The model's own config, where the document is one. */
  readonly model: ModelConfig | undefined;
  readonly settings: Settings;
  readonly findings: readonly Finding[];
  /** Suppressions of the settings that silenced something here. */
  readonly usedSuppressions: readonly Suppression[];
  /** Paths whose change would change this analysis. */
  readonly dependsOn: readonly string[];
}

/** A launch with its model, and what the engine makes of them. */
export interface AnalysedLaunch {
  readonly launch: Launch;
  readonly engine: Engine;
  /** The document that the launch stands in; the config.json's own path for a launch that stands for a target size. */
  readonly path: string;
  /** True where there is no script: the launch stands for a target size. */
  readonly assumed: boolean;
  readonly resolution: ModelResolution;
  /** Undefined where the model is not found. */
  readonly model: ModelConfig | undefined;
  readonly layout: Layout | undefined;
  readonly hardware: Hardware;
  readonly constraints: readonly Constraint[];
  /** Whole numbers from 1 to 64 at which no constraint refuses or corrupts, the other sizes as they stand; undefined if the model is unknown. */
  readonly validTensorParallelSizes: readonly number[] | undefined;
}
