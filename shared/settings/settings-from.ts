import { checkValues } from './check-values.ts';
import type { SettingsValues } from './schema.ts';
import { defaultSettings, type ModelPath, type Settings, type SeveritySetting, type Suppression, type TargetSizes } from './settings.ts';

/**
 * Settings of an editor or a command line over `base`. Wrong values are left out without a word; `null` (an editor's "not
 * set") is as if it were not written.
 */
export function settingsFrom(values: unknown, base: Settings = defaultSettings): Settings {
  return settingsOver(base, checkValues(withoutNull(values)).values);
}

/** Lays checked values over `base`, field by field; suppressions of both count. */
export function settingsOver(base: Settings, values: SettingsValues): Settings {
  return {
    engine: values.engine ?? base.engine,
    engineVersions: { ...base.engineVersions, ...defined(values.engineVersions ?? {}) },
    hardware: { ...base.hardware, ...defined(values.hardware ?? {}) },
    targets: targetsOver(base.targets, values.tensorParallel?.targets),
    modelPaths: modelPathsOver(base.modelPaths, values.modelPaths ?? {}),
    severity: new Map([...base.severity, ...severitiesOf(values)]),
    suppressions: [...base.suppressions, ...suppressionsOf(values)],
    path: base.path,
  };
}

/** An empty list is "not set": no target at all would only be a way to switch the rule off, and severity does that. */
function targetsOver(base: TargetSizes, targets: readonly number[] | undefined): TargetSizes {
  if (targets === undefined || targets.length === 0) return base;
  return { sizes: [...new Set(targets)].sort((a, b) => a - b), chosen: true };
}

/** A prefix that is said again has the later folder. */
function modelPathsOver(base: readonly ModelPath[], paths: Readonly<Record<string, string>>): readonly ModelPath[] {
  const kept = base.filter(({ prefix }) => !Object.hasOwn(paths, prefix));
  return [...kept, ...Object.entries(paths).map(([prefix, folder]) => ({ prefix, folder }))];
}

function severitiesOf(values: SettingsValues): readonly (readonly [string, SeveritySetting])[] {
  return Object.entries(values.severity ?? {}).flatMap(([rule, severity]) => (severity === undefined ? [] : [[rule, severity] as const]));
}

function suppressionsOf(values: SettingsValues): readonly Suppression[] {
  return (values.suppressions ?? []).map(({ rule, files, reason }) => ({ rule, files, reason, span: undefined }));
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function withoutNull(value: unknown): unknown {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, typeof inner === 'object' ? withoutNull(inner) : inner]));
}
