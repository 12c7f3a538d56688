import { documentSpan, embeddedText } from '../../text/embedded-text.ts';
import type { Command, Word } from '../command.ts';
import { revised } from '../revised.ts';
import { readArguments } from '../shell/read-shell.ts';
import { windowsProgram } from '../windows-program.ts';
import { unknownPiece, wordOf } from '../word.ts';
import { valueOfTokens } from './expression.ts';
import { type Run, textOf } from './run.ts';
import { blockIn } from './scope.ts';
import { startedBy } from './start-process.ts';
import { afterGroup, statementEnd } from './statement-end.ts';
import { argumentsOfToken } from './values.ts';

/** Reads the words of a command and what it starts; gives the token that ends it. */
export function runCommand(run: Run, from: number): number {
  const { reading, tokens, script } = run;
  const end = statementEnd(run, from);
  if (end - from > 2000) return Math.max(from + 1, end);
  const words: Word[] = [];
  for (let at = from; at < end; ) {
    const token = tokens[at];
    if (token?.kind === 'word') words.push(...argumentsOfToken(reading, token));
    if (token?.kind === 'redirect') at += tokens[at + 1]?.kind === 'word' && !/&\d$/.test(textOf(run, token)) ? 2 : 1;
    else if (token?.kind === 'paren' || token?.kind === 'list' || token?.kind === 'table') at = addGroup(run, at, end, words);
    else at += 1;
  }
  const [program, ...rest] = words;
  if (program === undefined) return Math.max(from + 1, end);
  const name = (program.text ?? '').toLowerCase();
  if (name === 'invoke-expression' || name === 'iex') runExpression(run, rest);
  else if (/^(?:set-location|push-location|cd|sl|pushd|chdir)$/.test(name)) script.folder = folderOf(rest);
  else if (name === 'start-process' || name === 'saps') runStarted(run, rest);
  else if (!/^[a-z]+-[a-z]+$/.test(name) || /^(?:sglang|vllm)/.test(name)) start(run, words);
  return Math.max(from + 1, end);
}

/** `@( … )` and `( … )` as arguments: a list that is known, or any number of words. */
function addGroup(run: Run, from: number, end: number, words: Word[]): number {
  const close = Math.min(end, Math.max(from + 1, afterGroup(run, from)));
  const tokens = run.tokens.slice(from, close);
  const value = tokens.length > 500 ? undefined : valueOfTokens(run.reading, tokens);
  const span = documentSpan(run.reading.embedded, run.tokens[from]?.from ?? 0, run.tokens[close - 1]?.to ?? 0);
  if (value === undefined) words.push({ ...wordOf(run.script.document, span, [unknownPiece(span)]), spread: true });
  else words.push(...('word' in value ? [value.word] : value.elements));
  return close;
}

/** `$PSScriptRoot` is the document's own folder. */
function folderOf(words: readonly Word[]): Word | undefined {
  const target = words.find((word) => !/^-/.test(word.text ?? ''));
  return target === undefined || /^["']?\$PSScriptRoot["']?$/i.test(target.source) ? undefined : target;
}

function runExpression(run: Run, words: readonly Word[]): void {
  const { script } = run;
  const text = words.find((word) => !/^-/.test(word.text ?? ''));
  if (text === undefined || script.depth > 5) return;
  script.depth += 1;
  script.runText(script, embeddedText(text.pieces), blockIn(run.block), run.isConditional);
  script.depth -= 1;
}

function runStarted(run: Run, words: readonly Word[]): void {
  const started = startedBy(words, run.script.document);
  if (started === undefined) return;
  const { insertion, workingFolder } = started;
  for (const command of commandsOf(run, started.words, workingFolder ?? run.script.folder)) {
    run.script.commands.push(revised(command, { insertion, conditional: run.isConditional || command.conditional }));
  }
}

function start(run: Run, words: readonly Word[]): void {
  run.script.commands.push(...commandsOf(run, words, run.script.folder));
}

function commandsOf({ script, isConditional }: Run, words: readonly Word[], workingFolder: Word | undefined): readonly Command[] {
  const [program, ...rest] = words;
  if (program === undefined) return [];
  const around = { environment: new Map(script.environment), workingFolder, conditional: isConditional };
  return readArguments([windowsProgram(program), ...rest], script.document, { ...around, start: program.span.start });
}
