import { type EmbeddedRun, embeddedText, runsWithin } from '../../text/embedded-text.ts';

/** `<your-token>`: what a person is to put there. */
const placeholder = /(?<![<\d\w])<[A-Za-z][\w .-]{0,60}>/g;

/** Each placeholder as an unknown run. */
export function markPlaceholders(runs: readonly EmbeddedRun[], document: string): readonly EmbeddedRun[] {
  if (!runs.some(({ text }) => text?.includes('<'))) return runs;
  const embedded = embeddedText(runs);
  const marked: EmbeddedRun[] = [];
  let at = 0;
  for (const { 0: source, index } of embedded.text.matchAll(placeholder)) {
    const inside = runsWithin(embedded, index, index + source.length);
    const start = inside[0]?.span.start ?? 0;
    const end = inside.at(-1)?.span.end ?? start;
    if (document.slice(start, end).includes('\n')) continue;
    marked.push(...runsWithin(embedded, at, index), { text: undefined, span: { start, end }, origin: undefined });
    at = index + source.length;
  }
  return at === 0 ? runs : [...marked, ...runsWithin(embedded, at, embedded.text.length)];
}
