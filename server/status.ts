import type { AnalysedLaunch } from '../shared/lint/analysis.ts';
import type { DocumentStatus, LaunchStatus } from '../shared/protocol.ts';
import { readSettings } from '../shared/settings/read-settings.ts';
import type { Examined } from './analyses.ts';

/** What was made of one document, for the editor's status item. */
export function statusOf({ analysis, skipped, opened }: Examined, readText: (path: string) => string | undefined): DocumentStatus {
  const lineOf = (offset: number): number => opened.document.positionAt(offset).line;
  return {
    ...(skipped && { skipped }),
    ...(analysis?.settings.path !== undefined && settingsStatus(analysis.settings.path, readText(analysis.settings.path))),
    launches: analysis?.launches.map((launch) => launchStatusOf(launch, launch.path === opened.path ? lineOf : undefined)) ?? [],
  };
}

function settingsStatus(path: string, text: string | undefined): Pick<DocumentStatus, 'settingsPath' | 'settingsErrors'> {
  const errors = text === undefined ? 0 : readSettings(path, text).findings.filter(({ severity }) => severity === 'error').length;
  return { settingsPath: path, ...(errors > 0 && { settingsErrors: errors }) };
}

function launchStatusOf(analysed: AnalysedLaunch, lineOf: ((offset: number) => number) | undefined): LaunchStatus {
  const { launch, engine, resolution, hardware, assumed, layout } = analysed;
  const size = layout?.tensorParallelSize;
  return {
    engine: engine.name,
    engineTitle: engine.title,
    version: launch.version.text,
    versionSource: launch.version.source,
    modelFrom: resolution.kind === 'found' ? resolution.from : 'missing',
    assumed,
    ...(launch.model?.text !== undefined && { model: launch.model.text }),
    ...(size !== undefined && { tensorParallelSize: size }),
    ...(hardware.gpu !== undefined && { gpu: hardware.gpu }),
    ...(hardware.count !== undefined && { gpuCount: hardware.count }),
    ...(lineOf && launch.command && { line: lineOf(launch.command.start) }),
  };
}
