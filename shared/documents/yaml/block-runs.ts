import type { EmbeddedRun } from '../../text/embedded-text.ts';
import { type BlockLine, blockLines } from './block-lines.ts';
import type { YamlScalar } from './node.ts';
import { type RunWriter, runWriter } from './run-writer.ts';
import { withTemplateLines } from './template-lines.ts';

/** Runs of a literal (`|`) or folded (`>`) scalar: without its indentation, its last line ends as the header says. */
export function blockRuns(scalar: YamlScalar): readonly EmbeddedRun[] {
  const { start, end } = scalar.span;
  const header = /^[|>][-+\d]*[^\n]*/.exec(scalar.source.masked.slice(start, end))?.[0] ?? '';
  const all = withTemplateLines(blockLines(scalar, header), scalar);
  const written = all.findLastIndex(({ text, runs }) => text !== '' || runs !== undefined) + 1;
  const lines = all.slice(0, written);
  const writer = runWriter();
  if (scalar.style === 'folded') writeFolded(writer, lines);
  else writeLiteral(writer, lines);
  const chomp = /^[|>]\d*([-+])/.exec(header)?.[1];
  const last = lines.at(-1);
  if (last !== undefined && chomp !== '-') writer.write('\n', last.end, Math.min(end, last.next));
  if (chomp === '+') for (const line of all.slice(written)) writer.write('\n', line.end, Math.min(end, line.next));
  return writer.runs;
}

function writeLiteral(writer: RunWriter, lines: readonly BlockLine[]): void {
  for (const [at, line] of lines.entries()) {
    writeLine(writer, line);
    if (at + 1 < lines.length) writer.write(line.goesOn === true ? ' ' : '\n', line.end, line.next);
  }
}

function writeLine(writer: RunWriter, { text, runs, start, end }: BlockLine): void {
  if (runs === undefined) writer.write(text, start, end);
  else for (const run of runs) writer.add(run);
}

/** A line end is a blank, unless empty lines or lines that are indented more stand beside it. */
function writeFolded(writer: RunWriter, lines: readonly BlockLine[]): void {
  let before: BlockLine | undefined;
  let empty = 0;
  for (const line of lines) {
    if (line.text === '' && line.runs === undefined) {
      empty += 1;
      continue;
    }
    const start = before?.end ?? lines[0]?.start ?? line.start;
    writer.write(separator(before, line, empty), start, line.start);
    writeLine(writer, line);
    before = line;
    empty = 0;
  }
}

function separator(before: BlockLine | undefined, line: BlockLine, empty: number): string {
  if (before === undefined) return '\n'.repeat(empty);
  if (before.isKept || line.isKept) return '\n'.repeat(empty + 1);
  return empty === 0 ? ' ' : '\n'.repeat(empty);
}
