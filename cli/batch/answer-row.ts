import type { EngineName } from '../../shared/engines/engine.ts';
import { engines } from '../../shared/engines/registry.ts';
import { analyse } from '../../shared/lint/analyse.ts';
import type { AnalysedLaunch, Host } from '../../shared/lint/analysis.ts';
import type { Finding } from '../../shared/lint/finding.ts';
import { boundedCache } from '../../shared/models/bounded-cache.ts';
import { noFiles } from '../../shared/models/files.ts';
import { memoryFiles } from '../../shared/models/memory-files.ts';
import { defaultSettings, type Settings } from '../../shared/settings/settings.ts';
import { t } from '../../shared/text/localize.ts';
import { givenModel } from './given-model.ts';
import { type BadRow, type Row, readRow } from './row.ts';

interface Answer {
  readonly id: unknown;
  readonly verdict: 'ok' | 'warning' | 'error' | 'unknown';
  readonly engine: EngineName | null;
  readonly tensorParallelSize: number | null;
  readonly findings: readonly Pick<Finding, 'rule' | 'severity' | 'message'>[];
  readonly validTensorParallelSizes: readonly number[] | null;
}

/** Folder in which a row's command runs and its files lie. */
const folder = '.';
const documentPath = 'launch.sh';

/** The answer to one line of input, as one line of output. Never throws: what is wrong with a row is its answer. */
export function answerRow(line: string): string {
  let id: unknown = null;
  try {
    const row = readRow(line);
    id = row.id;
    return JSON.stringify('error' in row ? row : judge(row));
  } catch (error) {
    return JSON.stringify({ id, error: t('internal failure: {0}', String(error)) } satisfies BadRow);
  }
}

function judge(row: Row): Answer {
  const analysis = analyse({ path: documentPath, text: row.launch, languageId: 'shellscript' }, hostOf(row));
  const launch = analysis?.launches[0];
  const findings = analysis?.findings ?? [];
  return {
    id: row.id,
    verdict: verdictOf(launch, findings),
    engine: launch?.engine.name ?? null,
    tensorParallelSize: sizeOf(launch) ?? null,
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
    validTensorParallelSizes: launch?.validTensorParallelSizes ?? null,
  };
}

/** An error counts whatever else is unknown: arguments that the engine refuses are refused for every model. */
function verdictOf(launch: AnalysedLaunch | undefined, findings: readonly Finding[]): Answer['verdict'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  if (launch?.model === undefined || sizeOf(launch) === undefined) return 'unknown';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'ok';
}

function sizeOf(launch: AnalysedLaunch | undefined): number | undefined {
  if (launch?.layout) return launch.layout.tensorParallelSize;
  const option = launch?.launch.options.get('tensorParallelSize');
  if (option) return typeof option.value === 'number' ? option.value : undefined;
  return launch ? 1 : undefined;
}

function hostOf({ config, files, engineVersion, gpu }: Row): Host {
  const settings = settingsOf(engineVersion, gpu);
  const given = config === undefined ? undefined : givenModel(config);
  return {
    files: files ? memoryFiles(Object.fromEntries(files)) : noFiles,
    settingsFor: () => settings,
    environment: noEnvironment,
    workspaceFolders: [folder],
    scriptsAround: () => [],
    ...(given ? { modelOf: () => given } : {}),
  };
}

const known = boundedCache<string, Settings>(64);

/** Rows are about few versions and GPUs, in any order: what is kept by settings is then found again. */
function settingsOf(engineVersion: string | undefined, gpu: string | undefined): Settings {
  const key = `${engineVersion === undefined}${engineVersion}\n${gpu === undefined}${gpu}`;
  const kept = known.get(key) ?? newSettings(engineVersion, gpu);
  known.set(key, kept);
  return kept;
}

function newSettings(engineVersion: string | undefined, gpu: string | undefined): Settings {
  // The version is that of the row's engine, whichever its launch names.
  const engineVersions = engineVersion === undefined ? {} : Object.fromEntries(engines.map(({ name }) => [name, engineVersion]));
  return { ...defaultSettings, engineVersions, hardware: { gpu, count: undefined } };
}

const noEnvironment: ReadonlyMap<string, string> = new Map();
