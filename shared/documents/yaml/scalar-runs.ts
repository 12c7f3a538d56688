import { type EmbeddedRun, unknownCharacter } from '../../text/embedded-text.ts';
import { blockRuns } from './block-runs.ts';
import { flowRuns } from './flow-runs.ts';
import type { YamlScalar } from './node.ts';
import { markPlaceholders } from './placeholders.ts';

/** The text of a scalar as YAML reads it, each run with its place; templates and placeholders are unknown runs. */
export function scalarRuns(scalar: YamlScalar): readonly EmbeddedRun[] {
  const runs = writtenRuns(scalar).flatMap(splitUnknown);
  const placed = markPlaceholders(runs, scalar.source.text);
  const { at } = scalar;
  return at === undefined ? placed : placed.map(({ text, span }) => ({ text, span: at, origin: text === undefined ? undefined : span }));
}

function writtenRuns(scalar: YamlScalar): readonly EmbeddedRun[] {
  const { style, span } = scalar;
  if (style === 'unknown') return [{ text: undefined, span, origin: undefined }];
  if (style === 'literal' || style === 'folded') return blockRuns(scalar);
  return flowRuns(scalar);
}

/** Each template in a run becomes a run of its own. */
function splitUnknown(run: EmbeddedRun): readonly EmbeddedRun[] {
  const { text, span } = run;
  if (text === undefined || !text.includes(unknownCharacter)) return [run];
  if (span.end - span.start !== text.length) return [{ ...run, text: undefined }];
  return [...text.matchAll(/\uE0FF+|[^\uE0FF]+/g)].map(({ 0: part, index }) => ({
    text: part.startsWith(unknownCharacter) ? undefined : part,
    span: { start: span.start + index, end: span.start + index + part.length },
    origin: undefined,
  }));
}
