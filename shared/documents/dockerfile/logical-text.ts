import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

/**
 * The text at `span` as Docker takes it: lines that are continued are one, comments and empty lines between them are left out. What
 * follows the line as a heredoc stays as it is.
 */
export function logicalText(document: string, { start, end }: Span, escapeCharacter: string): EmbeddedText {
  const runs: EmbeddedRun[] = [];
  let at = start;
  while (at < end) {
    const feed = document.indexOf('\n', at);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    const line = document.slice(at, next);
    if (at > start && /^[ \t]*(#.*)?\r?\n?$/.test(line)) {
      at = next;
      continue;
    }
    const content = continuedContent(line, escapeCharacter);
    add(runs, document, at, at + (content ?? line).length);
    at = next;
    if (content === undefined) break;
  }
  add(runs, document, at, end);
  return embeddedText(runs);
}

/** The line up to the character that continues it; undefined where it ends. */
function continuedContent(line: string, escapeCharacter: string): string | undefined {
  const bare = line.replace(/[ \t\r\n]+$/, '');
  return bare.endsWith(escapeCharacter) && bare.length < line.length ? bare.slice(0, -escapeCharacter.length) : undefined;
}

function add(runs: EmbeddedRun[], document: string, start: number, end: number): void {
  if (end > start) runs.push({ text: document.slice(start, end), span: { start, end }, origin: undefined });
}
