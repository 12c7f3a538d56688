import type { Grammar } from '../arguments/grammar.ts';
import type { ArgumentFileSyntax } from '../launches/argument-file.ts';
import type { FileEntry } from '../launches/options-file.ts';
import { isOmni } from './launch-problems.ts';

/** `--config FILE` (vllm/utils/argparse_utils.py load_config_file, main of 2026-08-22). */
export const argumentFile: ArgumentFileSyntax = { wordsOf, isCertain: (_, entry) => !isOmni(entry) };

/** A switch that is off is its `--no-` twin, where it has one; a mapping is JSON. */
function wordsOf({ key, value }: FileEntry, grammar: Grammar): readonly string[] {
  const flag = `--${key}`;
  if (typeof value === 'boolean') return value ? [flag] : switchedOff(key, grammar);
  if (Array.isArray(value)) return value.length === 0 ? [] : [flag, ...value.map(String)];
  if (value === null) return [flag, 'None'];
  return [flag, typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

function switchedOff(key: string, { flags }: Grammar): readonly string[] {
  const flag = `--no-${key.replaceAll('_', '-')}`;
  return flags.has(flag) ? [flag] : [];
}
