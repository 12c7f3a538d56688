import type { Hover } from 'vscode-languageserver/node';
import type { Option } from '../shared/engines/engine.ts';
import type { AnalysedLaunch } from '../shared/lint/analysis.ts';
import type { Fact } from '../shared/model/fact.ts';
import type { ModelConfig } from '../shared/model/model-config.ts';
import { sideBySide } from '../shared/plan/side-by-side.ts';
import { type SizeTable, sizeTable } from '../shared/plan/size-table.ts';
import { defaultSettings, type Settings } from '../shared/settings/settings.ts';
import { t } from '../shared/text/localize.ts';
import { containsOffset, type Span } from '../shared/text/span.ts';
import type { Examined } from './analyses.ts';
import { deviceMapHoverAt } from './hover-device-map.ts';
import { enginesMarkdown } from './hover-engines.ts';
import { launchNote, modelNote, sizeTableMarkdown } from './hover-markdown.ts';
import type { Places } from './places.ts';

/** What a hover is about. */
interface Target {
  readonly span: Span;
  readonly analysed: AnalysedLaunch;
  readonly model: ModelConfig;
  /** Titles of the table's columns that the place itself is about; they come first. */
  readonly first: ReadonlySet<string>;
  readonly isModelReference: boolean;
}

/** Tensor-parallel sizes and what the engine makes of them, at a TP flag, a model reference, or a field of the model's files. */
export function hoverAt(examined: Examined, offset: number, places: Places): Hover | null {
  const target = examined.analysis?.kind === 'model-config' ? fieldAt(examined, offset) : optionAt(examined, offset);
  if (!target || target.analysed.validTensorParallelSizes === undefined) return deviceMapHoverAt(examined, offset, places);
  const { analysed, model, span } = target;
  const table = sizeTable(analysed);
  const current = !analysed.assumed;
  const notes = [
    ...(current && !isTold(examined, offset) ? reasonOf(table) : []),
    launchNote(analysed),
    ...(target.isModelReference ? [modelNote(model, analysed.resolution)] : []),
  ];
  const sizes = table.rows.map(({ size }) => size);
  const engines = sideBySide(model, settingsOf(examined), sizes, analysed.engine.name);
  const parts = [sizeTableMarkdown(table, { first: target.first, current, notes }), enginesMarkdown(engines, table, current)];
  const contents = { kind: 'markdown', value: parts.filter(Boolean).join('\n\n') } as const;
  return { contents, range: places.rangeOf(examined.opened.path, span) };
}

/** Where a finding is underlined, the editor shows its message above the hover. */
function isTold({ findings, opened }: Examined, offset: number): boolean {
  return findings.some(({ path, span, severity }) => path === opened.path && severity === 'error' && containsOffset(span, offset));
}

/** What the engine has against the launch's own size. */
function reasonOf({ rows, current }: SizeTable): readonly string[] {
  const reason = rows.find(({ size }) => size === current)?.reasons[0];
  return reason === undefined ? [] : [t('TP {0}: {1}', current ?? '', reason.message)];
}

function settingsOf({ analysis }: Examined): Settings {
  return analysis?.settings ?? defaultSettings;
}

function optionAt({ analysis, opened }: Examined, offset: number): Target | undefined {
  for (const analysed of analysis?.launches ?? []) {
    const { launch, model } = analysed;
    if (!model) continue;
    const isHere = analysed.path === opened.path;
    const size = launch.options.get('tensorParallelSize');
    const none: ReadonlySet<string> = new Set();
    const places = size && (isHere ? placesOf(size) : placesIn(opened.path, size));
    const span = places?.find((place) => containsOffset(place, offset));
    if (span) return { span, analysed, model, first: none, isModelReference: false };
    const reference = isHere ? launch.model?.place.span : undefined;
    if (reference && containsOffset(reference, offset)) return { span: reference, analysed, model, first: none, isModelReference: true };
  }
  return undefined;
}

/** Where the size stands in the command, and where its value is written if that is elsewhere. */
function placesOf({ place, flagPlace }: Option): readonly Span[] {
  const written = [place.editable, flagPlace.editable].filter((span) => span !== undefined);
  return [...written, place.span, flagPlace.span];
}

/** Where an options file that is open says the size. */
function placesIn(path: string, { writtenIn }: Option): readonly Span[] {
  return writtenIn?.path === path ? [writtenIn.span] : [];
}

function fieldAt({ analysis, opened }: Examined, offset: number): Target | undefined {
  const analysed = analysis?.launches[0];
  const model = analysed?.model ?? analysis?.model;
  if (!analysed || !model) return undefined;
  const text = opened.document.getText();
  const placed = [...analysed.constraints.flatMap(({ facts }) => facts), ...plainFacts(model)].filter((fact) =>
    isPlain(fact, opened.path, text),
  );
  const spans = placed.map(({ span }) => withKey(span, text));
  const span = spans.find((one) => containsOffset(one, offset));
  if (!span) return undefined;
  const about = analysed.constraints.filter(({ facts }) => facts.some((fact) => fact.path === opened.path && fact.span.end === span.end));
  return { span, analysed, model, first: new Set(about.map(({ title }) => title())), isModelReference: false };
}

/** Fields worth a hover even where no demand of the engine is about them. */
function plainFacts({ decoder, vision, quantization }: ModelConfig): readonly Fact<unknown>[] {
  const groups = quantization?.schemes.map(({ weights }) => weights.groupSize) ?? [];
  const { attentionHeads, keyValueHeads, intermediateSize, experts } = decoder;
  const facts = [attentionHeads, keyValueHeads, intermediateSize, experts?.intermediateSize, experts?.count, vision?.heads, ...groups];
  return facts.filter((fact) => fact !== undefined);
}

/** A value that stands literally in this file, on one line. */
function isPlain({ path, span, derived }: Fact<unknown>, own: string, text: string): boolean {
  return path === own && derived === undefined && !text.slice(span.start, span.end).includes('\n');
}

/** The value together with its key before it on the line. */
function withKey({ start, end }: Span, text: string): Span {
  const before = /"[^"\n]*"\s*:\s*$/.exec(text.slice(Math.max(0, start - 200), start))?.[0].length ?? 0;
  return { start: start - before, end };
}
