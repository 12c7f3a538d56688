import { type EmbeddedRun, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';

/** `<model>`, `<your model>`: for the reader to fill in. A redirection has a blank after the name, or none around both. */
const bracketed = /(?<!<)<\p{L}(?:[\p{L}\p{M}\w .:/|-]*[\p{L}\p{M}\w.])?>/gu;
/** `<>` where a value stands, `{your model}`, `'your node ip'`: a shell would take them apart, and so would a variable that is not quoted. */
const blank = /(?<=[\s=])<>(?=\s|$)|\{[A-Za-z][\w-]*(?: [\w-]+)+\}|(?<=['"][^\s'"]{0,40})\byour [\w.:/-]+(?: [\w.:/-]+)*(?=['"])/gi;
/** `{{ version }}`, `|version|`, `[one|other]`. */
const template = /\{\{[^{}\n]{0,80}\}\}|\[[\w.-]{1,40}(?:\|[\w.-]{1,40}){1,20}\]|\|[A-Za-z][\w-]{0,40}\|/g;

/** What a shell would take apart, and the private-use character that stands for it while it reads. */
const standIns = [
  ['<', '\uE0F1'],
  ['>', '\uE0F2'],
  [' ', '\uE0F3'],
  ['|', '\uE0F4'],
] as const;

/** A command in which `<model>` is one word, and what a template fills in is not known. */
export function withPlaceholders(embedded: EmbeddedText): EmbeddedText {
  const { text } = embedded;
  const found = [bracketed, blank, template]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .sort((one, other) => one.index - other.index);
  if (found.length === 0) return embedded;
  const runs: EmbeddedRun[] = [];
  let at = 0;
  for (const { 0: written, index } of found) {
    if (index < at) continue;
    runs.push(...runsWithin(embedded, at, index));
    const parts = runsWithin(embedded, index, index + written.length);
    // `<NAME>=1 COMMAND` sets something before the command.
    const isOpen = isTemplate(written) || text[index + written.length] === '=';
    runs.push(...(isOpen ? [unknown(parts)] : parts.map(hidden)));
    at = index + written.length;
  }
  return embeddedText([...runs, ...runsWithin(embedded, at, text.length)]);
}

function isTemplate(written: string): boolean {
  return /^(?:\{\{|[[|])/.test(written);
}

/** The text as it is written. */
export function shownBrackets(text: string): string {
  return standIns.reduce((shown, [written, standIn]) => shown.replaceAll(standIn, written), text);
}

function hidden(run: EmbeddedRun): EmbeddedRun {
  return { ...run, text: run.text && standIns.reduce((text, [written, standIn]) => text.replaceAll(written, standIn), run.text) };
}

function unknown(parts: readonly EmbeddedRun[]): EmbeddedRun {
  const start = parts[0]?.span.start ?? 0;
  return { text: undefined, span: { start, end: parts.at(-1)?.span.end ?? start }, origin: undefined };
}
