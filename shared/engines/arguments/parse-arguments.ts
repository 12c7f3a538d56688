import type { Word } from '../../documents/command.ts';
import type { EngineVersion, LaunchProblem, Option } from '../engine.ts';
import { isBrokenContinuation } from './broken-continuation.ts';
import type { Grammar } from './grammar.ts';
import { isOption } from './lookup.ts';
import { readDottedWhole } from './read-dotted.ts';
import { readEnvironment } from './read-environment.ts';
import { readOption } from './read-option.ts';
import type { Positional, Reading } from './reading.ts';
import { looksLikeOneValue, mayBeSeveral, wholeValue } from './words.ts';

/** An argument list as the engine's parser understands it. */
export interface ParsedArguments {
  readonly options: ReadonlyMap<string, Option>;
  readonly positionals: readonly Positional[];
  readonly problems: readonly LaunchProblem[];
  /** False where a word may stand for more arguments than can be seen. */
  readonly complete: boolean;
}

/**
 * Reads arguments as the parser of the grammar's dialect does. The last one of an option wins; `environment` stands for options
 * that are not written, where the dialect has variables for them. Never throws; what cannot be known raises no problem.
 */
export function parseArguments(
  words: readonly Word[],
  grammar: Grammar,
  version: EngineVersion,
  environment: ReadonlyMap<string, Word>,
): ParsedArguments {
  const empty = { options: new Map(), dotted: new Map(), positionals: [], problems: [] };
  const reading: Reading = { words, grammar, version, ...empty, at: 0, complete: true, loose: false };
  while (reading.at < words.length) {
    const word = words[reading.at];
    if (word === undefined) break;
    if (word.text === '--') readRest(reading);
    else if (isOption(word, grammar)) readOption(reading, word);
    else readPositional(reading, word);
  }
  for (const dotted of reading.dotted.values()) readDottedWhole(reading, dotted);
  if (grammar.variables.size > 0) readEnvironment(reading, environment);
  return reading;
}

function readRest(reading: Reading): void {
  for (reading.at += 1; reading.at < reading.words.length; ) {
    const word = reading.words[reading.at];
    if (word !== undefined) readPositional(reading, word);
  }
}

/** An ellipsis stands for arguments that a text does not show. */
function readPositional(reading: Reading, word: Word): void {
  const index = reading.at;
  reading.at += 1;
  if (word.text === '...' || word.text === '…') {
    reading.complete = false;
    return;
  }
  const single = word.text !== undefined || (index === 0 ? looksLikeOneValue(word) : !mayBeSeveral(word));
  if (!single) {
    reading.complete = false;
    reading.loose = true;
  }
  reading.positionals.push({ value: wholeValue(word), word, index, certain: single && !reading.loose });
  // What stands behind is on the same line: one mistake, and not one for each word of a remark.
  if (isBrokenContinuation(word)) reading.loose = true;
}
