import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { YamlScalar } from './node.ts';
import { scalarRuns } from './scalar-runs.ts';
import type { Substitute } from './words.ts';

/**
 * The text of a scalar that is a command, with its lines put together as whoever wrote them means it: after a backslash that YAML would
 * put a blank behind, the command goes on, and so it does with an option that is indented deeper, where YAML keeps the line end.
 */
export function commandText(scalar: YamlScalar, substitute?: Substitute): EmbeddedText {
  const runs = scalarRuns(scalar);
  const joined = scalar.style === 'literal' ? runs : runs.map((run, at) => lineEndOf(run, runs[at - 1], runs[at + 1], scalar) ?? run);
  return embeddedText(substitute === undefined ? joined : substitute(joined));
}

/** The run instead of one that is a line end; undefined: it stays as it is. */
function lineEndOf(
  run: EmbeddedRun,
  before: EmbeddedRun | undefined,
  after: EmbeddedRun | undefined,
  { source }: YamlScalar,
): EmbeddedRun | undefined {
  const { start, end } = run.origin ?? run.span;
  const isFolded = run.text === ' ' && source.text.slice(start, end).includes('\n');
  if (isFolded && before?.text?.endsWith('\\')) return { ...run, text: '\n' };
  return run.text === '\n' && before?.text?.endsWith('\\') !== true && goesOn(before?.text ?? '', after?.text ?? '')
    ? { ...run, text: ' ' }
    : undefined;
}

/** An option, or the value of one on a line of its own that is as deep. */
function goesOn(before: string, after: string): boolean {
  return /^\s*--[a-z]/.test(after) || (/^\s+--[a-z]/.test(before) && /^\s/.test(after));
}
