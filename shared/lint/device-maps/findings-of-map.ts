import { checkMap, type MapProblem, placeOfProblem } from '../../device-map/check-map.ts';
import type { DeviceMap } from '../../device-map/device-map.ts';
import type { LaunchDocument } from '../../documents/document.ts';
import type { Files } from '../../models/files.ts';
import { findingOf } from '../deferred-finding.ts';
import type { Finding } from '../finding.ts';
import { withoutLaunch } from '../without-launch.ts';
import type { AnalysedMap } from './analysed-map.ts';
import { conflictProblems } from './conflict-problems.ts';
import { formProblems } from './form-problems.ts';
import { fixesOfMap } from './map-fixes.ts';
import { messageOfProblem, relatedOfProblem, ruleOfProblem, severityOfProblem } from './map-messages.ts';
import { memoryProblems } from './memory-problems.ts';
import { offloadProblems } from './offload-problems.ts';
import type { WrittenProblem } from './written-problem.ts';

/** What a document is told about one of its device maps. */
export function findingsOfMap(analysed: AnalysedMap, text: string, { commands }: LaunchDocument, files: Files): readonly Finding[] {
  const { use, model, gpus } = analysed;
  const written = [
    ...formProblems(analysed),
    ...conflictProblems(analysed, commands, files),
    ...memoryProblems(analysed, text),
    ...offloadProblems(analysed, text),
  ];
  const inMap = use.map === undefined || model === undefined ? [] : checkMap(use.map, model, gpus?.count);
  return [
    ...written.map((problem) => writtenFinding(problem, analysed)),
    ...inMap.map((problem) => mapFinding(problem, use.map, analysed)),
  ];
}

function writtenFinding({ rule, severity, span, message, fixes = () => [] }: WrittenProblem, analysed: AnalysedMap): Finding {
  const { path } = analysed;
  return findingOf(
    { ...withoutLaunch, model: analysed.use.model?.text, rule, severity, confidence: 'high', message: message(), path, span },
    { fixes: () => fixes().map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, path })) })) },
  );
}

function mapFinding(problem: MapProblem, map: DeviceMap | undefined, analysed: AnalysedMap): Finding {
  const { path, use } = analysed;
  const span = map === undefined ? use.keywords.calleeSpan : placeOfProblem(problem, map);
  return findingOf(
    {
      ...withoutLaunch,
      model: use.model?.text,
      rule: ruleOfProblem(problem),
      severity: severityOfProblem(problem),
      confidence: 'high',
      message: messageOfProblem(problem),
      path,
      span,
    },
    { related: () => relatedOfProblem(problem, analysed), fixes: () => fixesOfMap(problem, analysed) },
  );
}
