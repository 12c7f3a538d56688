import type { EmbeddedRun } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

const part = /[^\\]+|\\(?:u[\da-fA-F]{4}|[\s\S])?/g;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' };

/** What a JSON string says, with the place of each escape. `span` is with the quotes; the closing one may be missing. */
export function jsonStringRuns(text: string, { start, end }: Span): readonly EmbeddedRun[] {
  const isClosed = end - start > 1 && text[end - 1] === '"' && !isEscaped(text, start, end - 1);
  const inner = text.slice(start + 1, isClosed ? end - 1 : end);
  return [...inner.matchAll(part)].map(({ 0: written, index }) => {
    const from = start + 1 + index;
    return { text: said(written), span: { start: from, end: from + written.length }, origin: undefined };
  });
}

/** Half an escape says nothing. */
function said(written: string): string | undefined {
  if (!written.startsWith('\\')) return written;
  if (written.length === 6) return String.fromCharCode(Number.parseInt(written.slice(2), 16));
  return escapes[written.charAt(1)];
}

function isEscaped(text: string, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - 1 - backslashes > start && text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}
