import { placeOf, type Word } from '../../../documents/command.ts';
import { headOf, tailOf } from '../../../documents/shell/wrappers/options.ts';
import { looksLikeOneValue, mayBeSeveral } from '../../arguments/words.ts';
import type { Setting, Settings } from './host.ts';
import { settingValue } from './setting-value.ts';

/**
 * Options as Python's argparse takes them, of a program whose list of options is not known: `--name value`, `--name=value`, `--name`.
 * By name without hyphens before it, and with underscores inside.
 */
export function flagSettings(words: readonly Word[]): Settings {
  const given = new Map<string, Setting>();
  let complete = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const [written = '', name = ''] = /^--([A-Za-z][\w.-]*)/.exec(headOf(word)) ?? [];
    if (name === '') {
      complete = complete && !isUnseen(word);
      continue;
    }
    const attached = headOf(word)[written.length] === '=' ? tailOf(word, written.length + 1) : undefined;
    const value = attached ?? valueAt(words, at + 1);
    if (value !== undefined && attached === undefined) at += 1;
    given.set(name.replaceAll('-', '_'), settingOf(word, written, value));
    if (value !== undefined && mayBeSeveral(value) && !looksLikeOneValue(value)) complete = false;
  }
  return { given, complete };
}

function settingOf(word: Word, written: string, value: Word | undefined): Setting {
  const flagSpan = placeOf(word, 0, written.length).span;
  if (value === undefined) return { flag: written, flagSpan, word, value: true };
  const isEmpty = value.text === '' && value.source.includes('$');
  const known = isEmpty ? { ...value, text: undefined } : value;
  return { flag: written, flagSpan, word: known, value: settingValue(known.text) };
}

/** The word that may be an option's value: no option itself. */
function valueAt(words: readonly Word[], at: number): Word | undefined {
  const word = words[at];
  return word === undefined || headOf(word).startsWith('--') ? undefined : word;
}

function isUnseen(word: Word): boolean {
  return word.spread === true || (word.text === undefined && mayBeSeveral(word));
}
