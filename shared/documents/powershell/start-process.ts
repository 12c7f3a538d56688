import type { InsertArgument, Word } from '../command.ts';
import { cutRuns } from '../shell/value.ts';
import { wordOf } from '../word.ts';

/** A program and its arguments as `Start-Process` is told. */
export interface Started {
  readonly words: readonly Word[];
  readonly workingFolder: Word | undefined;
  readonly insertion: InsertArgument;
}

const switches = /^-(?:nonewwindow|wait|passthru|loaduserprofile|useNewEnvironment|confirm|whatif|verbose)$/i;

/** Reads the words after `Start-Process`; `lists` are those of each comma list among them. Undefined: no program is named. */
export function startedBy(words: readonly Word[], document: string): Started | undefined {
  let program: Word | undefined;
  let workingFolder: Word | undefined;
  const given: Word[] = [];
  const positional: Word[] = [];
  let parameter = '';
  for (const word of words) {
    const text = word.text ?? '';
    if (/^-[A-Za-z]/.test(word.source)) {
      parameter = switches.test(text) ? '' : text.toLowerCase();
      continue;
    }
    if (parameter.startsWith('-arg')) given.push(word);
    else if (parameter.startsWith('-f')) program = word;
    else if (parameter.startsWith('-wo')) workingFolder = word;
    else if (parameter === '') positional.push(word);
    if (!parameter.startsWith('-arg')) parameter = '';
  }
  program ??= positional.shift();
  const texts = [...positional, ...given];
  if (program === undefined) return undefined;
  return { words: [program, ...texts.flatMap((word) => fieldsOf(word, document))], workingFolder, insertion: insertionAmong(texts) };
}

/** A text of several words is parted at blanks that stand in no quotes. */
function fieldsOf(word: Word, document: string): readonly Word[] {
  const { text, pieces } = word;
  if (text === undefined || !/[\s"]/.test(text)) return [word];
  return [...text.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(({ 0: field, index }) => {
    const isQuoted = /^"[^"]*"$/.test(field);
    const cut = cutRuns(pieces, isQuoted ? index + 1 : index, index + field.length - (isQuoted ? 1 : 0));
    const [first] = cut;
    const last = cut.at(-1);
    const isHere = first !== undefined && last !== undefined && cut.every(({ origin }) => origin === undefined);
    const span = isHere ? { start: first.span.start, end: last.span.end } : word.span;
    return wordOf(document, span, !isQuoted && field.includes('"') ? [{ text: undefined, span, origin: undefined }] : cut);
  });
}

/** One more text of the list; in a text that holds several words, one more word. */
function insertionAmong(texts: readonly Word[]): InsertArgument {
  return (after, { name, value }) => {
    const text = texts.find(({ span }) => span.start <= after.start && after.end <= span.end);
    if (text === undefined || /^[$@]/.test(text.source)) return undefined;
    const words = value === undefined ? [name] : [name, String(value)];
    if (/\s/.test(text.text ?? '')) return { offset: after.end, newText: words.map((word) => ` ${word}`).join('') };
    return { offset: text.span.end, newText: words.map((word) => `, "${word}"`).join('') };
  };
}
