import { joinPath } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Word } from '../command.ts';
import type { Context } from './context.ts';
import { firstRuns } from './join.ts';
import { assign, lookUp } from './scope.ts';
import { textOf, unknownRun } from './value.ts';

/** The name under which a scope keeps the folder that `cd` went to; no variable can be called so. */
export const folderName = '/folder';

/** `cd FOLDER`: the folder of the commands that follow. */
export function changeFolder(context: Context, words: readonly Word[], span: Span): void {
  const target = words.find((word, index) => index > 0 && !/^-[LPe@]+$|^--$/.test(word.text ?? ''));
  const own = target !== undefined && isOwnFolder(target.source);
  if (own) {
    assign(context.scope, folderName, undefined);
    return;
  }
  const before = folderOf(context);
  const word = target === undefined || target.text === '-' ? undefined : joinFolders(before, target);
  const unknown: Word = {
    text: undefined,
    source: '',
    span,
    pieces: [unknownRun(span)],
  };
  const elements = [word ?? unknown];
  assign(context.scope, folderName, { runs: firstRuns(elements), elements, exported: false });
}

/** `$(dirname "$0")` and the ways in which people write it: the folder that the script lies in. */
function isOwnFolder(source: string): boolean {
  return /^"?(\$\(|`)\s*dirname\s+(--\s+)?"?\$\{?(0|BASH_SOURCE(\[0\])?)(:-\$0)?\}?"?\s*(\)|`)"?$/.test(source);
}

/** More than a person writes: the folder of a script that goes down and down. */
const longestFolder = 1000;

function joinFolders(before: Word | undefined, target: Word): Word {
  if (before === undefined || target.text === undefined || /^[/~]/.test(target.text)) return target;
  if (before.text === undefined) return { ...target, text: undefined, pieces: [unknownRun(target.span)] };
  if (before.text.length > longestFolder) return { ...target, text: undefined, pieces: [unknownRun(target.span)] };
  const pieces = [...before.pieces, { text: '/', span: target.span, origin: undefined }, ...target.pieces];
  return { ...target, text: joinPath(before.text, target.text), pieces };
}

export function folderOf(context: Context): Word | undefined {
  const variable = lookUp(context.scope, folderName);
  if (variable === undefined) return undefined;
  const [folder] = variable.elements ?? [];
  if (folder !== undefined) return folder;
  const span = variable.runs[0]?.span ?? { start: 0, end: 0 };
  return { text: textOf(variable.runs), source: '', span, pieces: variable.runs };
}
