import type { EngineName } from '../engines/engine.ts';
import type { Span } from '../text/span.ts';

/** The file of a project's settings; the nearest upwards counts. */
export const settingsFileName = '.shardlint.json';

/**
 * What a user may say about a project: from `.shardlint.json` (nearest upwards), else from the editor's settings or the
 * command line. One shape for all three.
 */
export interface Settings {
  /** Engine that a config.json is judged for where no launch points to it. */
  readonly engine: EngineName;
  /** Engine → version (`0.11.0`), for launches whose document names none. */
  readonly engineVersions: Readonly<Partial<Record<EngineName, string>>>;
  readonly hardware: HardwareSetting;
  readonly targets: TargetSizes;
  /** Where paths that launches name lie on this machine. */
  readonly modelPaths: readonly ModelPath[];
  /** Rule id → what it is shown as. */
  readonly severity: ReadonlyMap<string, SeveritySetting>;
  readonly suppressions: readonly Suppression[];
  /** The file these came from, if one did. */
  readonly path: string | undefined;
}

export interface HardwareSetting {
  readonly gpu: string | undefined;
  readonly count: number | undefined;
}

/** Tensor-parallel sizes that a config.json without a launch should work at. */
export interface TargetSizes {
  readonly sizes: readonly number[];
  /** True if the user chose them: then each that fails is worth a warning. */
  readonly chosen: boolean;
}

/** Paths that start with `prefix` are looked for in `folder`: absolute, under `~`, or from the workspace's folder. */
export interface ModelPath {
  readonly prefix: string;
  readonly folder: string;
}

export type SeveritySetting = 'off' | 'information' | 'warning' | 'error';

/** An entry of `.shardlint.json` that silences a rule in some files. */
export interface Suppression {
  readonly rule: string;
  /** Glob relative to the settings file; undefined: every file. */
  readonly files: string | undefined;
  readonly reason: string | undefined;
  /** Place of the entry in the settings file, for "unused suppression". */
  readonly span: Span | undefined;
}

export const defaultSettings: Settings = {
  engine: 'vllm',
  engineVersions: {},
  hardware: { gpu: undefined, count: undefined },
  targets: { sizes: [2, 4, 8], chosen: false },
  modelPaths: [],
  severity: new Map(),
  suppressions: [],
  path: undefined,
};
