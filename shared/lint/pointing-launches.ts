import type { LaunchDocument } from '../documents/document.ts';
import type { Settings } from '../settings/settings.ts';
import { lineMapOf } from '../text/line-map.ts';
import { placeInLaunch, saidOf } from './analyse-findings.ts';
import type { FoundLaunch } from './analyse-launch.ts';
import { launchesAskedFor } from './analyse-launch-document.ts';
import { readLaunchDocument } from './analyse-read.ts';
import type { AnalysedLaunch, Host, Source } from './analysis.ts';
import { findingOf } from './deferred-finding.ts';
import type { Judged } from './judge.ts';
import { applySuppressions } from './suppressions.ts';

/** A launch of a script that uses a file, and which rules the script's own comments and settings silence for it. */
export interface PointingLaunch {
  readonly analysed: AnalysedLaunch;
  readonly isSilenced: (judged: Judged) => boolean;
}

/** Launches of scripts around the file at `path` that use it; scripts that cannot name it are not read. */
export function pointingLaunches(
  host: Host,
  path: string,
  uses: (one: FoundLaunch) => boolean,
  mayName: (script: Source) => boolean = () => true,
): readonly PointingLaunch[] {
  return host
    .scriptsAround(path)
    .filter((script) => script.path !== path && mayName(script))
    .flatMap((script) => launchesOfScript(script, uses, host));
}

function launchesOfScript(script: Source, uses: (one: FoundLaunch) => boolean, host: Host): readonly PointingLaunch[] {
  const document = readLaunchDocument(script, host.files);
  if (!document) return [];
  const settings = host.settingsFor(script.path);
  const pointing = launchesAskedFor(uses, document, script.path, host, settings);
  return pointing.map((analysed) => ({ analysed, isSilenced: (judged) => isSilenced(judged, analysed, script, document, settings) }));
}

/** A rule that is silenced at the launch is silenced at what it uses too: nobody wants to say it twice, and JSON has no comments. */
function isSilenced(
  judged: Judged,
  analysed: AnalysedLaunch,
  { path, text }: Source,
  { comments, commands }: LaunchDocument,
  settings: Settings,
): boolean {
  if (!text.includes('shardlint:')) return false;
  const finding = findingOf(saidOf(judged, analysed, { path, span: placeInLaunch(analysed, judged.constraint) }), {});
  const { findings } = applySuppressions([finding], { path, text, lines: lineMapOf(text), comments, commands, settings });
  return !findings.includes(finding);
}
