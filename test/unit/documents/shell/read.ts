import type { Command, Word } from '../../../../shared/documents/command.ts';
import { placeOf } from '../../../../shared/documents/command.ts';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';

/** Programs in the tests that stand for a launch; what else a script runs is left out. */
const launches = /^(vllm|python3?|serve|--model)$/;

export function launchesIn(text: string): readonly Command[] {
  return readShell(text).commands.filter(({ words }) => launches.test(words[0]?.text ?? ''));
}

/** The one launch of a script; its words, unknown ones as `?`. */
export function launchIn(text: string): Command {
  const [launch, ...more] = launchesIn(text);
  if (launch === undefined || more.length > 0) throw new Error(`${more.length + (launch ? 1 : 0)} launches in: ${text}`);
  return launch;
}

export function wordsOf({ words }: Command): string {
  return words.map(textOf).join(' ');
}

export function textOf(word: Word): string {
  return word.text ?? (word.spread === true ? '…' : '?');
}

export function environmentOf({ environment }: Command): Readonly<Record<string, string>> {
  return Object.fromEntries([...environment].map(([name, word]) => [name, textOf(word)]));
}

/** The text at the place that an edit of the last word would replace. */
export function editableOfLastWord(text: string, command: Command): string | undefined {
  const word = command.words.at(-1);
  const editable = word && placeOf(word).editable;
  return editable && text.slice(editable.start, editable.end);
}
