import { engines } from '../../../shared/engines/registry.ts';
import { analyse } from '../../../shared/lint/analyse.ts';
import type { AnalysedLaunch, Analysis, Host } from '../../../shared/lint/analysis.ts';
import type { AnalysedMap } from '../../../shared/lint/device-maps/analysed-map.ts';
import type { Finding, Fix } from '../../../shared/lint/finding.ts';
import { memoryFiles } from '../../../shared/models/memory-files.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { applyEdits } from '../../../shared/text/edit.ts';
import { lineMapOf } from '../../../shared/text/line-map.ts';

const folder = '/project';

/** All that is known of a document whose folder holds the files `beside` it. */
export function analysisOfDocument(name: string, text: string, beside: Readonly<Record<string, string>> = {}): Analysis | undefined {
  const path = `${folder}/${name}`;
  const others = Object.fromEntries(Object.entries(beside).map(([other, content]) => [`${folder}/${other}`, content]));
  return analyse({ path, text }, hostOver({ ...others, [path]: text }));
}

/** What is made of a fixture: its launches, their findings, and what the fixes change. `beside` are other files of the same folder. */
export function outcomeOf(name: string, text: string, beside: Readonly<Record<string, string>> = {}): string {
  const analysis = analysisOfDocument(name, text, beside);
  if (analysis === undefined) return 'no document of ours\n';
  const launches = [...analysis.launches].sort((a, b) => startOf(a) - startOf(b)).map((launch) => launchText(launch, text));
  const maps = analysis.deviceMaps.map((map) => mapText(map, text));
  const findings = analysis.findings.map((finding) => findingText(finding, analysis));
  return `${[...launches, ...maps].join('') || 'no launch\n'}${findings.join('')}`;
}

function hostOver(texts: Readonly<Record<string, string>>): Host {
  return {
    files: memoryFiles(texts),
    settingsFor: () => defaultSettings,
    environment: new Map(),
    workspaceFolders: [folder],
    scriptsAround: () => [],
  };
}

function startOf({ launch }: AnalysedLaunch): number {
  return launch.command?.start ?? 0;
}

function launchText({ launch, engine, resolution }: AnalysedLaunch, text: string): string {
  const { line } = lineMapOf(text).positionAt(launch.command?.start ?? 0);
  const { model, version, gpus } = launch;
  const title = engines.find(({ name }) => name === engine.name)?.title ?? engine.name;
  return [
    `${line + 1}: ${title} ${version.source === 'assumed' ? '' : `${version.text} `}${launch.entryPoint}`,
    `  model ${model === undefined ? 'none' : (model.text ?? 'unknown')}${resolution.kind === 'found' ? '' : ' (not found)'}`,
    ...[...launch.options]
      .filter(([name]) => name !== 'model')
      .map(
        ([name, option]) =>
          `  ${name} ${option.value === undefined ? 'unknown' : JSON.stringify(option.value)} at ${shown(option.place.span, text)}`,
      ),
    ...(gpus === undefined ? [] : [`  GPUs ${gpus.count ?? 'unknown'} at ${shown(gpus.span, text)}`]),
    ...(launch.complete === false ? ['  more options may be given'] : []),
    '',
  ].join('\n');
}

function mapText({ use, resolution }: AnalysedMap, text: string): string {
  const { line } = lineMapOf(text).positionAt(use.command.start);
  const { map, deviceMap, model } = use;
  const devices = map === undefined ? String(deviceMap?.value ?? 'unknown') : mapDevices(map);
  return `${line + 1}: device map ${devices}\n  model ${model?.text ?? 'unknown'}${resolution.kind === 'found' ? '' : ' (not found)'}\n`;
}

/** `{0: 3 modules, 1: 2 modules}`. */
function mapDevices({ entries, complete }: NonNullable<AnalysedMap['use']['map']>): string {
  const counts = new Map<string, number>();
  for (const { device } of entries) counts.set(String(device), (counts.get(String(device)) ?? 0) + 1);
  const shares = [...counts].map(([device, count]) => `${device}: ${count}`);
  return `{${shares.join(', ')}}${complete ? '' : ' and more'}`;
}

function shown({ start, end }: Finding['span'], text: string): string {
  const piece = text.slice(start, end);
  return JSON.stringify(piece.length > 60 ? `${piece.slice(0, 57)}...` : piece);
}

function findingText(finding: Finding, analysis: Analysis): string {
  const { text, path } = analysis.source;
  const { line, character } = lineMapOf(text).positionAt(finding.span.start);
  const head = `${line + 1}:${character + 1} ${finding.severity} ${finding.rule} at ${shown(finding.span, text)}: ${finding.message}\n`;
  return head + finding.fixes.map((fix) => fixText(fix, path, text)).join('');
}

/** The lines that a fix changes, before and after. */
function fixText({ title, edits }: Fix, path: string, text: string): string {
  const own = edits.filter((edit) => edit.path === path);
  const after = applyEdits(text, own).split('\n');
  const before = text.split('\n');
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const lines = [
    ...before.slice(head, before.length - tail).map((line) => `    - ${line}`),
    ...after.slice(head, after.length - tail).map((line) => `    + ${line}`),
  ];
  return `  fix: ${title}\n${lines.map((line) => `${line}\n`).join('')}`;
}
