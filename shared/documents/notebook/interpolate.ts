import { type EmbeddedRun, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Part } from './cell-parts.ts';
import type { PythonConstants } from './python-constants.ts';

const interpolated = /\{([^{}\n]*)\}|\$\{?([A-Za-z_]\w*)\}?/g;

/** A command of a cell, with what IPython puts in for `{NAME}` and `$NAME`. */
export function interpolate(source: EmbeddedText, { start, end }: Part, constants: PythonConstants): EmbeddedText {
  const runs: EmbeddedRun[] = [];
  let at = start;
  for (const { 0: written, 1: expression, 2: variable, index } of source.text.slice(start, end).matchAll(interpolated)) {
    const from = start + index;
    const parts = runsWithin(source, from, from + written.length);
    const run = runFor(parts, expression, variable, written, constants);
    if (run === undefined) continue;
    runs.push(...runsWithin(source, at, from), run);
    at = from + written.length;
  }
  return embeddedText([...runs, ...runsWithin(source, at, end)]);
}

/** Undefined: it stays as it is written. */
function runFor(
  parts: readonly EmbeddedRun[],
  expression: string | undefined,
  variable: string | undefined,
  written: string,
  constants: PythonConstants,
): EmbeddedRun | undefined {
  const start = parts[0]?.span.start ?? 0;
  const span = { start, end: parts.at(-1)?.span.end ?? start };
  const unknown: EmbeddedRun = { text: undefined, span, origin: undefined };
  const name = (expression ?? variable ?? '').trim();
  // JSON in braces is no expression that has a value, and stays.
  if (expression !== undefined && (name === '' || /["':]/.test(name))) return undefined;
  const constant = /^[A-Za-z_]\w*$/.test(name) ? constants.at(name, start) : undefined;
  if (expression === undefined && constant === null) return undefined;
  if (constant === undefined || constant === null || written.startsWith('${')) return unknown;
  return { text: constant.text, span, origin: constant.span };
}
