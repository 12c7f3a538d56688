import type { EmbeddedText } from '../../text/embedded-text.ts';
import type { Command, Word } from '../command.ts';
import type { Comment } from '../document.ts';
import { type Block, lookUpIn } from './scope.ts';
import type { Token } from './tokens.ts';
import type { Reading, Value } from './values.ts';

/** What a script has started and set so far. */
export interface Script {
  readonly document: string;
  readonly commands: Command[];
  readonly comments: Comment[];
  readonly environment: Map<string, Word>;
  folder: Word | undefined;
  /** How many texts are being run inside one another. */
  depth: number;
  /** Runs the statements of a text one after another. */
  readonly runText: (script: Script, embedded: EmbeddedText, block: Block, isConditional: boolean) => void;
}

/** Where the script is read, and in which state. */
export interface Run {
  readonly script: Script;
  readonly tokens: readonly Token[];
  readonly reading: Reading;
  block: Block;
  isConditional: boolean;
}

/** What a variable or `env:NAME` holds; undefined: not known. */
export function valueIn({ script, block }: Run, name: string): Value | undefined {
  if (name.startsWith('env:')) {
    const word = script.environment.get(name.slice(4).toUpperCase());
    return word && { word };
  }
  return lookUpIn(block, plainName(name));
}

/** A name without the scope before it. */
export function plainName(name: string): string {
  return name.replace(/^(?:script|global|local|private|using):/, '');
}

/** A token as it is written. */
export function textOf({ reading }: Run, { from, to }: Token): string {
  return reading.embedded.text.slice(from, to);
}

/** The name of the variable that a token is: `$TP`, `[int]$TP`; undefined: it is none. */
export function nameOf(text: string): string | undefined {
  const name = /^(?:\[[^\]]*\])*\$((?:\w+:)?\w+)$/.exec(text)?.[1];
  return name === undefined ? undefined : plainName(name.toLowerCase());
}
