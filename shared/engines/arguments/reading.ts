import type { Word } from '../../documents/command.ts';
import type { EngineVersion, LaunchProblem, Option } from '../engine.ts';
import type { Grammar, OptionSpec } from './grammar.ts';
import type { Value } from './words.ts';

export interface Positional {
  readonly value: Value;
  readonly word: Word;
  /** Place among the arguments, from 0. */
  readonly index: number;
  /** False where it may belong to an unknown word before it, or be several arguments itself. */
  readonly certain: boolean;
}

/** Where reading an argument list has come to. */
export interface Reading {
  readonly words: readonly Word[];
  readonly grammar: Grammar;
  readonly version: EngineVersion;
  readonly options: Map<string, Option>;
  readonly dotted: Map<string, Dotted>;
  readonly positionals: Positional[];
  readonly problems: LaunchProblem[];
  at: number;
  complete: boolean;
  /** True from an unknown word to the next option: words there may belong to it. */
  loose: boolean;
}

/** Parts of a JSON value given one by one: `--speculative-config.model d`. */
export interface Dotted {
  readonly spec: OptionSpec;
  readonly word: Word;
  /** The first of them as written: `--speculative-config.model`. */
  readonly written: string;
  readonly place: Value['place'];
  readonly object: Record<string, unknown>;
  /** False where a part of it is unknown. */
  known: boolean;
}
