import { type EmbeddedRun, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import { type TextLine, textLines } from '../../text/text-lines.ts';

/** `$ `, `user@host:~/folder$ `, `(venv) % `, `root@host:/# `. */
const prompt = /^[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[$%]|(?:[\w.-]+@[\w.-]+[^\s$#%]*[ \t]?|\[[^\]\n]{1,60}\])[$%#])[ \t]+(?=\S)/;
const angle = /^[ \t]*>[ \t]+(?=\S)/;
const hash = /^[ \t]*#[ \t]+(?=\S)/;

/** What a person typed in a terminal, without prompts and output; the text itself where no line has a prompt. */
export function typedText(embedded: EmbeddedText, isTerminal: boolean): EmbeddedText {
  const lines = textLines(embedded.text);
  const found = promptOf(embedded.text, lines, isTerminal);
  return found === undefined ? embedded : embeddedText(typedRuns(embedded, lines, found));
}

/** A `#` may be a comment's: it is a prompt where a terminal's every command has one, and nothing stands between them. */
function promptOf(text: string, lines: readonly TextLine[], isTerminal: boolean): RegExp | undefined {
  const written = lines.map(({ start, end }) => text.slice(start, end));
  if (written.some((line) => prompt.test(line))) return prompt;
  if (!isTerminal) return undefined;
  if (written.some((line) => angle.test(line))) return angle;
  return written.every((line, at) => line.trim() === '' || hash.test(line) || written[at - 1]?.endsWith('\\')) ? hash : undefined;
}

function typedRuns(embedded: EmbeddedText, lines: readonly TextLine[], pattern: RegExp): readonly EmbeddedRun[] {
  const runs: EmbeddedRun[] = [];
  let continues = false;
  for (const line of lines) {
    const typed = typedPart(embedded.text, line, continues ? angle : pattern, continues);
    if (typed !== undefined) runs.push(...runsWithin(embedded, typed.start, typed.end));
    continues = typed !== undefined && /\\$/.test(embedded.text.slice(line.start, line.end));
  }
  return runs;
}

/** The part of a line after its prompt; a continued line needs none. */
function typedPart(text: string, { start, end, next }: TextLine, pattern: RegExp, continues: boolean): Span | undefined {
  const marked = pattern.exec(text.slice(start, end));
  if (marked === null) return continues ? { start, end: next } : undefined;
  return { start: start + marked[0].length, end: next };
}
