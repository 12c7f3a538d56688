import type { Word } from '../../command.ts';
import { headOf, tailOf } from '../../shell/wrappers/options.ts';
import type { YamlNode } from '../node.ts';
import { unknownWord, wordOfNode } from '../words.ts';
import { fieldWord } from './field-words.ts';

/** The option of the model and the model, which are one field of a platform. */
export function modelWords(flag: string, model: Word): readonly Word[] {
  const { start } = model.span;
  return [fieldWord(flag, { start, end: start }), model];
}

/** The model that an address means: `hf://Qwen/Qwen2.5-7B-Instruct`. What is in a bucket or a volume is not known. */
export function modelWord(node: YamlNode): Word {
  const word = wordOfNode(node);
  const scheme = /^([a-z][\w+.-]*):\/\//i.exec(headOf(word));
  if (scheme === null) return word;
  if (scheme[1] !== 'hf') return { ...unknownWord(node), source: word.source, span: word.span };
  const model = tailOf(word, scheme[0].length);
  const isPlain = model.text === undefined || /^[\w.-]+\/[\w.-]+$/.test(model.text);
  return isPlain ? { ...model, source: word.source } : { ...unknownWord(node), source: word.source, span: word.span };
}
