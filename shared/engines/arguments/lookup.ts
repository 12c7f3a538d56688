import type { Word } from '../../documents/command.ts';
import type { Grammar, OptionSpec } from './grammar.ts';
import { knownStart } from './words.ts';

/** True for a word that the parser takes for an option, known or not. */
export function isOption(word: Word, grammar: Grammar): boolean {
  const text = knownStart(word);
  if (text.length < 2 || text[0] !== '-') return false;
  return grammar.dialect.parser !== 'argparse' || isOptionOfArgparse(text, grammar);
}

/** Python's rule: a negative number is none, nor is text with blanks that is no option. */
function isOptionOfArgparse(text: string, grammar: Grammar): boolean {
  if (/^-\d*\.?\d+$/.test(text)) return false;
  return !text.includes(' ') || text.includes('=') || resolve(normalised(text, grammar), grammar) !== undefined;
}

/** Exact spellings first, then unambiguous prefixes where the parser takes them; a one-letter option may carry its value. */
export function resolve(flag: string, grammar: Grammar): Found | 'ambiguous' | undefined {
  const exact = grammar.flags.get(flag);
  if (exact !== undefined) return { spec: exact, flag };
  const short = flag.startsWith('--') ? undefined : grammar.flags.get(flag.slice(0, 2));
  const found: Found[] = short === undefined ? [] : [{ spec: short, flag: flag.slice(0, 2), attachedAt: 2 }];
  if (flag.length < 2 || flag === '--') return undefined;
  if (grammar.dialect.abbreviates !== true) return found[0];
  for (const [candidate, spec] of grammar.flags) {
    if (candidate.startsWith(flag)) found.push({ spec, flag: candidate });
  }
  return found.length > 1 ? 'ambiguous' : found[0];
}

export interface Found {
  readonly spec: OptionSpec;
  /** The full spelling: `--no-enforce-eager` for `--no-enforce`. */
  readonly flag: string;
  /** Length of the flag in the word where the value is attached without `=`: 2 for `-n4`. */
  readonly attachedAt?: number;
}

/** The spelling by which a flag is looked up: where underscores are hyphens, the one with hyphens. */
export function normalised(flag: string, { dialect }: Grammar): string {
  return dialect.foldsUnderscores === true && flag.includes('_') && flag.startsWith('--') ? flag.replaceAll('_', '-') : flag;
}
