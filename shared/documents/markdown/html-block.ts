import { type EmbeddedRun, embeddedText } from '../../text/embedded-text.ts';
import type { TextLine } from '../../text/text-lines.ts';
import type { BlockAt } from '../prose/block.ts';

const opening = /<pre\b[^>\n]*>/iy;
const languageName = /(?:class="(?:[\w -]*[ -])?language-|class="(?:sourceCode )?|lang="?)([\w-]+)/i;

/** `<pre>` … `</pre>`, whose text is written as HTML has it. */
export function htmlBlock(text: string, lines: readonly TextLine[], index: number, at: number): BlockAt | undefined {
  opening.lastIndex = at;
  const opened = opening.exec(text);
  const line = lines[index];
  if (opened === null || line === undefined) return undefined;
  const limit = lines.at(-1)?.end ?? line.end;
  const closing = /<\/pre\s*>/gi;
  closing.lastIndex = at;
  const closed = closing.exec(text)?.index ?? limit;
  const end = Math.min(closed, limit);
  let next = index + 1;
  while (next < lines.length && (lines[next]?.start ?? end) <= end) next++;
  const start = at + opened[0].length;
  const head = text.slice(at, start) + (/^\s*<code\b[^>\n]*>/i.exec(text.slice(start, start + 200))?.[0] ?? '');
  const language = languageName.exec(head)?.[1]?.toLowerCase() ?? '';
  return {
    block: { language, fileName: undefined, embedded: htmlText(text, start, end), encode: encodeHtml, span: { start: line.start, end } },
    next,
  };
}

const markup = /<\/?[a-z][^<>]{0,500}>|&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6});/gi;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&nbsp;': ' ' };

/** Without tags; a character that is written as an entity has the entity's place. */
function htmlText(text: string, from: number, to: number) {
  const runs: EmbeddedRun[] = [];
  const add = (written: string, start: number, end: number): void => {
    if (written !== '') runs.push({ text: written, span: { start, end }, origin: undefined });
  };
  let at = from;
  for (const { 0: written, index } of text.slice(from, to).matchAll(markup)) {
    add(text.slice(at, from + index), at, from + index);
    at = from + index + written.length;
    add(characterOf(written), from + index, at);
  }
  add(text.slice(at, Math.max(at, to)), at, Math.max(at, to));
  return embeddedText(runs);
}

function characterOf(markupText: string): string {
  if (!markupText.startsWith('&')) return /^<br/i.test(markupText) ? '\n' : '';
  const code = /^&#(\d+);$/.exec(markupText)?.[1];
  return code === undefined ? (entities[markupText.toLowerCase()] ?? '') : String.fromCharCode(Number(code));
}

function encodeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
