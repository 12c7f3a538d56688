import type { DocumentKind } from '../../shared/documents/document.ts';
import type { EngineName, Launch, ListedLaunch, ListedName, Option, OptionValue } from '../../shared/engines/engine.ts';
import { namesAListedEngine } from '../../shared/engines/marks.ts';
import { engines, listedEngines } from '../../shared/engines/registry.ts';
import { versionSetting } from '../../shared/lint/analyse-launch.ts';
import { readDocument, readLaunchDocument } from '../../shared/lint/analyse-read.ts';
import type { Source } from '../../shared/lint/analysis.ts';
import type { Files } from '../../shared/models/files.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { type LineMap, lineMapOf } from '../../shared/text/line-map.ts';
import { type Range, rangeOf } from '../text/range.ts';
import { type InspectedMap, inspectMaps } from './inspect-maps.ts';

export interface InspectedFile {
  readonly path: string;
  /** Kind of launch document; null for a file that is none, or that names no engine. */
  readonly kind: DocumentKind | null;
  readonly launches: readonly InspectedLaunch[];
  readonly deviceMaps: readonly InspectedMap[];
  /** Why the file was not read. */
  readonly error?: string;
}

export interface InspectedLaunch {
  readonly engine: EngineName | ListedName;
  /** Null for an engine that is only listed: no rule of any version is asked. */
  readonly engineVersion: string | null;
  readonly entryPoint: string;
  /** `text`: as written; `resolved`: after expansion, null if unknown. Null for a launch that names no model. */
  readonly model: { readonly text: string; readonly resolved: string | null } | null;
  /** By canonical name; an option that is written but unknown has the value null. */
  readonly options: Readonly<Record<string, InspectedOption>>;
  /** Line in which the command starts, from 0. */
  readonly line: number;
}

export interface InspectedOption {
  readonly value: OptionValue | null;
  readonly text: string | null;
  readonly span: Range;
}

/** The launches and device maps of a document, in the order in which they stand in it; none for a file that is no launch document. */
export function inspectSource(source: Source, settings: Settings, files: Files): Pick<InspectedFile, 'kind' | 'launches' | 'deviceMaps'> {
  const document = readLaunchDocument(source, files) ?? (namesAListedEngine(source.text) ? readDocument(source, files) : undefined);
  if (document === undefined) return { kind: null, launches: [], deviceMaps: [] };
  const lines = lineMapOf(source.text);
  const launches = [
    ...engines.flatMap((engine) => engine.recognize(document.commands, versionSetting(engine, settings))),
    ...listedEngines.flatMap((engine) => engine.recognize(document.commands)),
  ];
  const inOrder = launches.sort((a, b) => startOf(a) - startOf(b));
  const deviceMaps = inspectMaps(document, source.text, lines);
  return { kind: document.kind, launches: inOrder.map((launch) => inspected(launch, lines)), deviceMaps };
}

function inspected(launch: Launch | ListedLaunch, lines: LineMap): InspectedLaunch {
  const { engine, entryPoint, model, options } = launch;
  return {
    engine,
    engineVersion: 'version' in launch ? launch.version.text : null,
    entryPoint,
    model: model ? { text: model.source, resolved: model.text ?? null } : null,
    options: Object.fromEntries([...options].map(([name, option]) => [name, inspectedOption(option, lines)])),
    line: lines.positionAt(startOf(launch)).line,
  };
}

function inspectedOption({ value, text, place }: Option, lines: LineMap): InspectedOption {
  return { value: value ?? null, text: text ?? null, span: rangeOf(place.span, lines) };
}

function startOf({ command }: Launch | ListedLaunch): number {
  return command?.start ?? 0;
}
