import { embeddedText, runsWithin, unknownCharacter } from '../../text/embedded-text.ts';
import { type Context, spanIn } from './context.ts';
import { knownRun, type Run, unknownRun } from './value.ts';

/** Which characters a backslash takes its meaning from: any, or those that are special inside double quotes or a heredoc. */
export type Quoting = 'bare' | 'double' | 'heredoc' | 'backtick';

const escapable: Readonly<Record<Quoting, string | undefined>> = {
  bare: undefined,
  double: '$`"\\\n',
  heredoc: '$`\\\n',
  backtick: '$`\\',
};

/** Adds characters that stand for themselves. */
export function addLiteral(context: Context, runs: Run[], from: number, to: number, quoted: boolean): void {
  if (context.embedded === undefined) {
    runs.push(knownRun(context.text.slice(from, to), spanIn(context, from, to), quoted));
    return;
  }
  for (const { text, span, origin } of runsWithin(context.embedded, from, to)) runs.push({ text, span, origin, quoted });
}

/** Adds characters with backslashes among them; each escape is a run of its own, so that the others keep exact places. */
export function addEscaped(context: Context, runs: Run[], from: number, to: number, quoting: Quoting): void {
  const quoted = quoting !== 'bare';
  let plain = from;
  for (let at = context.text.indexOf('\\', from); at >= 0 && at < to; at = context.text.indexOf('\\', at)) {
    const next = context.text[at + 1];
    const special = escapable[quoting];
    if (at + 1 >= to || next === undefined || (special !== undefined && !special.includes(next))) {
      at += 1;
      continue;
    }
    if (at > plain) addLiteral(context, runs, plain, at, quoted);
    if (next !== '\n' || quoting === 'backtick') addEscape(context, runs, at, next);
    at += 2;
    plain = at;
  }
  if (plain < to) addLiteral(context, runs, plain, to, quoted);
}

function addEscape(context: Context, runs: Run[], at: number, character: string): void {
  const span = spanIn(context, at, at + 2);
  runs.push(character === unknownCharacter ? unknownRun(span, true) : knownRun(character, span, true));
}

/** Adds a text that was decoded by the parser: as long as its source, it stands there letter by letter. */
export function addDecoded(context: Context, runs: Run[], from: number, to: number, value: string): void {
  if (value.length === to - from) {
    addLiteral(context, runs, from, to, true);
    return;
  }
  const span = spanIn(context, from, to);
  runs.push(value.includes(unknownCharacter) ? unknownRun(span, true) : knownRun(value, span, true));
}

/** The script inside backticks that hold escaped ones, with the way back from the decoded text. */
export function backtickContext(context: Context, from: number, to: number): Context {
  const runs: Run[] = [];
  addEscaped(context, runs, from, to, 'backtick');
  const embedded = embeddedText(runs);
  return { ...context, text: embedded.text, embedded };
}
