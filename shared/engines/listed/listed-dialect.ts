import type { Dialect, OptionRow } from '../arguments/dialect.ts';
import { type Grammar, grammarOf } from '../arguments/grammar.ts';
import type { EngineVersion } from '../engine.ts';

/** What is read of a command line: how each option is written, what it takes, and what rules would call it. */
export interface ReadOptions {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, kind: OptionRow[1], aliases: string])[];
  readonly canonicalNames: ReadonlyMap<string, string>;
}

/** Of a program without rules only the options are known that say what is listed; its releases are not. */
export const anyVersion: EngineVersion = { release: [1], text: '', source: 'assumed' };

/** The grammar of such a command line. */
export function grammarOfListed({ title, rows, canonicalNames }: ReadOptions): Grammar {
  const dialect: Dialect = {
    title,
    newest: anyVersion,
    lastRelease: anyVersion.release,
    statesRead: [anyVersion.release],
    parser: 'argparse',
    abbreviates: false,
    table: { all: rows.map(([name, kind, aliases]) => [name, kind, '1', '', aliases, '']) },
    canonicalNames,
  };
  return grammarOf(dialect, sets, anyVersion);
}

const sets: readonly string[] = ['all'];
