import type { Word } from './command.ts';
import { cutRuns } from './shell/value.ts';
import { tailOf } from './shell/wrappers/options.ts';

/** A program as Windows names it, without its folder and ending: `C:\venv\Scripts\python.exe` is python. */
export function windowsProgram(word: Word): Word {
  const { text } = word;
  if (text === undefined) return word;
  const bare = tailOf(word, text.lastIndexOf('\\') + 1);
  const name = bare.text ?? '';
  const end = name.replace(/\.(?:exe|cmd|bat|com)$/i, '').length;
  return end === name.length ? bare : { ...bare, text: name.slice(0, end), pieces: cutRuns(bare.pieces, 0, end) };
}
