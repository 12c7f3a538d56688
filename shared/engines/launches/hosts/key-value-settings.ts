import { placeOf, type Word } from '../../../documents/command.ts';
import { headOf, tailOf } from '../../../documents/shell/wrappers/options.ts';
import { mayBeSeveral } from '../../arguments/words.ts';
import type { Setting, Settings } from './host.ts';
import { settingValue } from './setting-value.ts';

/** Overrides as Hydra and OmegaConf take them: `key.of.parts=value`, `+key=value`, `++key=value`. */
export function keyValueSettings(words: readonly Word[]): Settings {
  const given = new Map<string, Setting>();
  let complete = true;
  for (const word of words) {
    const [, sign = '', name = ''] = /^(\+{0,2})([A-Za-z_][\w./@-]*)=/.exec(headOf(word)) ?? [];
    if (name === '') complete = complete && !isUnseen(word);
    else given.set(name, settingOf(word, sign.length, name));
  }
  return { given, complete };
}

function settingOf(word: Word, from: number, name: string): Setting {
  const value = tailOf(word, from + name.length + 1);
  const isEmpty = value.text === '' && word.source.includes('$');
  return {
    flag: name,
    flagSpan: placeOf(word, from, from + name.length).span,
    word: isEmpty ? { ...value, text: undefined } : value,
    value: isEmpty ? undefined : settingValue(value.text),
  };
}

function isUnseen(word: Word): boolean {
  return word.spread === true || (word.text === undefined && mayBeSeveral(word));
}
