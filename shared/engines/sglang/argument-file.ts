import type { Grammar } from '../arguments/grammar.ts';
import type { ArgumentFileSyntax } from '../launches/argument-file.ts';
import type { FileEntry } from '../launches/options-file.ts';
import { isCertain, servesPictures } from './launch-problems.ts';

/** `--config FILE` (srt/server_args_config_parser.py ConfigArgumentMerger, main of 2026-08-22). */
export const argumentFile: ArgumentFileSyntax = {
  wordsOf,
  isCertain: (problem, entry) => !servesPictures(entry) && isCertain(problem, entry),
};

/** A plain switch is written where it is on; any other truth is a word. */
function wordsOf({ key, value }: FileEntry, grammar: Grammar): readonly string[] {
  const flag = `--${key}`;
  if (typeof value === 'boolean') return switchOf(flag, value, grammar);
  if (Array.isArray(value)) return value.length === 0 ? [] : [flag, ...value.map(String)];
  if (value === null) return [flag, 'None'];
  return [flag, typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

function switchOf(flag: string, value: boolean, { flags }: Grammar): readonly string[] {
  const spec = flags.get(flag);
  if (spec === undefined || spec.takes !== 'none') return [flag, String(value)];
  return value ? [flag] : [];
}
