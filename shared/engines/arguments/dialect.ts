import type { EngineVersion } from '../engine.ts';
import type { Release } from '../version.ts';
import type { ValueKind } from './value-kinds.ts';

/**
 * How an engine's command line is written. This folder reads arguments by it, `launches/` makes launches of them, and an engine's
 * folder holds what is its own: tables and rules.
 *
 *     // toy/dialect.ts
 *     export const toyDialect: Dialect = {
 *       title: 'Toy',
 *       newest: { release: [1, 3], text: 'main of 2026-08-17 (after v1.2)', source: 'assumed' },
 *       lastRelease: [1, 2],
 *       statesRead: [[1, 0], [1, 2], [1, 3]],
 *       parser: 'argparse',
 *       abbreviates: true,
 *       table: { serve: [
 *         ['model-path', 'text', '1.0', '', '--model', ''],
 *         ['tp-size', 'int', '1.0', '', '--tensor-parallel-size -tp', ''],
 *       ] },
 *       canonicalNames: new Map([['model-path', 'model'], ['tp-size', 'tensorParallelSize']]),
 *     };
 *
 *     // toy/launches.ts
 *     const serve: EntryPoint = { name: 'toy serve', sets: ['serve'], model: 'option', strict: true };
 *     export const toyLaunches: LaunchSyntax = {
 *       engine: 'toy',
 *       dialect: toyDialect,
 *       entryOf: entryFinder({ commands: { 'toy serve': serve }, modules: { 'toy.server': serve } }),
 *       tensorParallelFlag: '--tp-size',
 *       standard: serve,
 *       package: 'toy',
 *     };
 *
 *     // toy/index.ts
 *     export const toy: Engine = { …, ...launchesBy(toyLaunches), layoutOf: layoutOfToy, constraints: toyConstraints };
 */
export interface Dialect {
  /** As messages name the engine. */
  readonly title: string;
  /** The newest state that was read, and the last release among those read. */
  readonly newest: EngineVersion;
  readonly lastRelease: Release;
  /**
   * States whose option lists were read, oldest first. What is the same in two neighbours is taken to be so in between; where they
   * differ, nothing is certain in between.
   */
  readonly statesRead: readonly Release[];
  /** Rows by set; an entry point has the rows of one or more sets. */
  readonly table: Readonly<Record<string, readonly OptionRow[]>>;
  /** Whose rules the words follow: Python's argparse, Python's click (an option takes the next word, whatever it is), Rust's clap. */
  readonly parser: 'argparse' | 'click' | 'clap';
  /** True if an unambiguous start of a long option stands for it. Of these parsers only argparse can. */
  readonly abbreviates?: boolean;
  /** True if underscores in long options are read as hyphens. Where both spellings are declared, one is an alias instead. */
  readonly foldsUnderscores?: boolean;
  /** True if `--option.key value` writes a part of a JSON value. */
  readonly dottedJson?: boolean;
  /** The environment variable that stands for an option that is not written, by the option's name: `NUM_SHARD` for `num-shard`. */
  readonly variableOf?: (name: string) => string;
  /** Options that mean what another name means to the rules: `tp-size` is `tensorParallelSize`. Others: their name in camel case. */
  readonly canonicalNames?: ReadonlyMap<string, string>;
  /** Options of every state that stand in no row; each takes a word. */
  readonly always?: readonly string[];
  /** A short option whose value, attached or not, is of no concern: `-O`. */
  readonly unread?: string;
  /** Options that were taken away, and what does their work now. */
  readonly moves?: ReadonlyMap<string, Move>;
  /** Of these, or others, those that the oldest state read no longer had. */
  readonly removedEarlier?: ReadonlySet<string>;
  /** Spellings of other engines for the same thing, by name without hyphens before it. */
  readonly foreign?: ReadonlyMap<string, ForeignOption>;
}

/**
 * One row: how an option is written and what it takes, from the release `since` (the first state that was read and has it so) to
 * `until` (the first state that was read and does not; empty: still so). An option whose meaning changed has a row for each.
 * `aliases` are other whole spellings with their hyphens (`-tp --tp_size`); `choices` the only values that the parser takes, empty where it
 * does not check.
 */
export type OptionRow = readonly [name: string, kind: ValueKind, since: string, until: string, aliases: string, choices: string];

export interface Move {
  /** What took over, with `{0}` for the value; undefined: nothing did. */
  readonly to: string | undefined;
  /** True if `to` means the same. */
  readonly same?: boolean;
  /** Values for which it means the same; undefined: all. */
  readonly values?: readonly string[];
}

export interface ForeignOption {
  /** The engine's own: `--tensor-parallel-size`. */
  readonly flag: string;
  /** True if it takes the same values. */
  readonly same: boolean;
}
