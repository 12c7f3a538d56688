import type { LaunchDocument } from '../documents/document.ts';
import { looksLikeModelConfig } from '../model/looks-like-model.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { sideFileNames } from '../model/side-files.ts';
import type { Files } from '../models/files.ts';
import { loadModel } from '../models/load-model.ts';
import { overlayFiles } from '../models/memory-files.ts';
import { applySeverity } from '../settings/apply-severity.ts';
import { lineMapOf } from '../text/line-map.ts';
import { baseName, folderOf, joinPath } from '../text/path.ts';
import { findingsOfLaunch, isUnjudged, launchesIn } from './analyse-launch-document.ts';
import { engineFor, fieldOfModel, findingsInFile, launchesOfModel, problemsOfModel } from './analyse-model-config.ts';
import { findingsInOptionsFile, launchesNaming, mayBeOptionsFile } from './analyse-options-file.ts';
import { readDocument, readLaunchDocument } from './analyse-read.ts';
import { findingsOfTargets, targetLaunches } from './analyse-targets.ts';
import { findingsOfWeights } from './analyse-weights.ts';
import type { AnalysedLaunch, Analysis, Host, Source } from './analysis.ts';
import { deviceMapsIn } from './device-maps/analyse-device-maps.ts';
import { findingsOfMap } from './device-maps/findings-of-map.ts';
import type { Finding } from './finding.ts';
import { type Mends, nothingMends, offering, offeringPadding } from './fixes/fixes.ts';
import { mendsIn } from './fixes/mends.ts';
import { applySuppressions } from './suppressions.ts';

/**
 * All that is known about a launch document, a file of options that a launch nearby names, a model's config.json or a quantization file
 * beside one. Undefined for any other document, which costs next to nothing. Never throws on any text.
 */
export function analyse(source: Source, host: Host): Analysis | undefined {
  const asked = new Set<string>();
  const ownHost = hostOf(source, host, asked);
  const bare = analyseBare(source, ownHost, mendsIn(source, ownHost, findingsOf));
  if (!bare) return undefined;
  for (const { path } of bare.launches) asked.add(path);
  const { findings, usedSuppressions } = shown(bare);
  const { kind, document, launches, deviceMaps, model, settings } = bare;
  return { source, kind, document, launches, deviceMaps, model, settings, findings, usedSuppressions, dependsOn: [...asked] };
}

/** What an analysis knows before anything is silenced. */
type BareAnalysis = Omit<Analysis, 'dependsOn' | 'usedSuppressions'>;

function analyseBare(source: Source, host: Host, mends: Mends): BareAnalysis | undefined {
  const configPath = configPathOf(source.path, host.files);
  if (configPath !== undefined) return analyseConfig(source, configPath, host, mends);
  const document = readLaunchDocument(source, host.files);
  const launches = document && analyseLaunches(source, document, host, mends);
  return mayBeOptionsFile(source.path) ? withOptions(source, launches, host, mends) : launches;
}

/** What launches nearby make of the document as their file of options, beside the launches that it may have itself. */
function withOptions(source: Source, own: BareAnalysis | undefined, host: Host, mends: Mends): BareAnalysis | undefined {
  const naming = launchesNaming(source.path, host);
  if (naming.length === 0) return own;
  const found = findingsInOptionsFile(naming, source.path, host, offering(host.files, mends));
  if (own !== undefined && own.launches.length > 0) {
    // A file of options may say enough to be judged by itself.
    const isTold = ({ rule, span }: Finding) => own.findings.some((each) => each.rule === rule && each.span.start === span.start);
    return { ...own, findings: sorted([...own.findings, ...found.filter((each) => !isTold(each))]) };
  }
  const launches = naming.map(({ analysed }) => analysed);
  const settings = own?.settings ?? host.settingsFor(source.path);
  return {
    source,
    kind: 'options-file',
    document: own?.document ?? (source.text.includes('shardlint:') ? readDocument(source, host.files) : undefined),
    launches,
    deviceMaps: own?.deviceMaps ?? [],
    model: undefined,
    settings,
    findings: sorted(found),
  };
}

/** Findings of a document as it stands, without looking for fixes: how a fix is judged. */
function findingsOf(source: Source, host: Host): readonly Finding[] {
  return analyseBare(source, hostOf(source, host, new Set()), nothingMends)?.findings ?? [];
}

function analyseLaunches(source: Source, document: LaunchDocument, host: Host, mends: Mends): BareAnalysis {
  const settings = host.settingsFor(source.path);
  const launches = launchesIn(document, source.path, host, settings);
  const deviceMaps = deviceMapsIn(document, source, host, settings);
  const findings = sorted([
    ...launches.flatMap((launch) => findingsOfLaunch(launch, host.files, offering(host.files, mends))),
    ...deviceMaps.flatMap((map) => findingsOfMap(map, source.text, document, host.files)),
  ]);
  return { source, kind: 'launch-document', document, launches, deviceMaps, model: undefined, settings, findings };
}

function analyseConfig(source: Source, configPath: string, host: Host, mends: Mends): BareAnalysis | undefined {
  if (configPath === source.path && !mayBeModel(source)) return undefined;
  const model = loadModel(configPath, host.files);
  if (!model) return undefined;
  const settings = host.settingsFor(source.path);
  const [launches, findings] = judgedConfig(source.path, model, host, settings, mends);
  const all = sorted([...problemsOfModel(model, source.path), ...findingsOfWeights(model, source.path, host.files), ...findings]);
  return { source, kind: 'model-config', document: undefined, launches, deviceMaps: [], model, settings, findings: all };
}

function judgedConfig(
  path: string,
  model: ModelConfig,
  host: Host,
  settings: Analysis['settings'],
  mends: Mends,
): readonly [readonly AnalysedLaunch[], readonly Finding[]] {
  const pointing = launchesOfModel(model, host);
  const launches = pointing.map(({ analysed }) => analysed);
  if (launches.length > 0) return [launches, findingsInFile(pointing, fieldOfModel, path, host, offering(host.files, mends))];
  const engine = engineFor(settings);
  const targets = engine ? targetLaunches(engine, model, settings) : [];
  return [targets, findingsOfTargets(targets, path, settings.targets.chosen, offeringPadding(host.files, mends))];
}

/** Mistral's params.json has none of the marks that other models' files share. */
function mayBeModel({ path, text }: Source): boolean {
  return baseName(path) === 'params.json' || looksLikeModelConfig(text);
}

const sideFiles: ReadonlySet<string> = new Set(sideFileNames);

/** The config.json that a file belongs to: itself, or the one that it lies beside. */
function configPathOf(path: string, files: Files): string | undefined {
  const name = baseName(path);
  if (name === 'config.json') return path;
  if (name !== 'params.json' && !sideFiles.has(name)) return undefined;
  const beside = joinPath(folderOf(path), 'config.json');
  return name === 'params.json' && !files.exists(beside) ? path : beside;
}

/** The document's own text goes before what the host has on disk, and every path that is asked for is noted. */
function hostOf(source: Source, host: Host, asked: Set<string>): Host {
  const own: Files = {
    read: (path) => (path === source.path ? source.text : undefined),
    exists: (path) => path === source.path,
    list: () => undefined,
  };
  return { ...host, files: noting(overlayFiles(own, host.files), asked) };
}

function noting(files: Files, asked: Set<string>): Files {
  const note =
    <T>(ask: (path: string) => T) =>
    (path: string): T => {
      asked.add(path);
      return ask(path);
    };
  return { read: note(files.read), exists: note(files.exists), list: note(files.list), header: files.header && note(files.header) };
}

/** By place, then by rule: stable whatever order they were found in. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function shown({ source, document, findings, settings, launches }: BareAnalysis): Pick<Analysis, 'findings' | 'usedSuppressions'> {
  const { path, text } = source;
  if (!text.includes('shardlint:') && settings.suppressions.length === 0)
    return { findings: applySeverity(findings, settings), usedSuppressions: [] };
  const { comments = [], commands = [] } = document ?? {};
  const unjudged = launches.filter(isUnjudged).flatMap(({ launch }) => launch.command?.span ?? []);
  const suppressed = applySuppressions(findings, { path, text, lines: lineMapOf(text), comments, commands, settings, unjudged });
  return { findings: applySeverity(suppressed.findings, settings), usedSuppressions: suppressed.usedSettings };
}
