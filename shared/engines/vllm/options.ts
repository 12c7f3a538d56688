import type { EngineVersion } from '../engine.ts';
import { compareReleases, parseRelease, type Release } from '../version.ts';
import { type OptionRow, type OptionSet, optionTable } from './option-table.ts';
import { type ValueKind, wordsOf } from './option-values.ts';
import { isAfterLast, statesAround } from './versions.ts';

/** An option as some version of the parser has it. More than one form: the version lies between two that differ. */
export interface OptionSpec {
  /** `tensor-parallel-size`. */
  readonly name: string;
  /** `tensorParallelSize`. */
  readonly canonicalName: string;
  readonly forms: readonly OptionForm[];
  /** How many words it takes, by its newest form. */
  readonly takes: ReturnType<typeof wordsOf>;
  /** True if its value is a list of words. */
  readonly several: boolean;
  /** True if an empty value or None is as if the option were not written. */
  readonly optional: boolean;
}

export interface OptionForm {
  readonly kind: ValueKind;
  /** The only values that are taken; undefined: not checked. */
  readonly choices: ReadonlySet<string> | undefined;
  readonly aliases: readonly string[];
}

/** The options of one entry point at one version. */
export interface Grammar {
  /** By every way to write it: `--tensor-parallel-size`, `-tp`, `--no-enforce-eager`. */
  readonly flags: ReadonlyMap<string, OptionSpec>;
  /** False where the lists of the version are not known well enough to refuse what is not in them. */
  readonly certain: boolean;
  /** Options of every version read, by name. */
  readonly history: ReadonlyMap<string, OptionHistory>;
}

/** Between which states an option was there: `since` has it; `until`, undefined for one that stayed, is the first without it. */
export interface OptionHistory {
  readonly since: Release;
  readonly until: Release | undefined;
  /** How many words it took last. */
  readonly takes: OptionSpec['takes'];
}

const grammars = new Map<string, Grammar>();
const grammarsOfReleases = new WeakMap<readonly OptionSet[], WeakMap<Release, Grammar>>();

/** The options that an entry point's sets have at a version. Kept, first by identity, as a document asks for the same one again and again. */
export function grammarOf(sets: readonly OptionSet[], { release: version, source }: EngineVersion): Grammar {
  const ofSets = grammarsOfReleases.get(sets) ?? new WeakMap<Release, Grammar>();
  grammarsOfReleases.set(sets, ofSets);
  const kept = ofSets.get(version);
  if (kept !== undefined) return kept;
  const states = source === 'assumed' || !isAfterLast(version) ? statesAround(version) : undefined;
  const key = `${sets.join()} ${states?.before.join('.')} ${states?.after.join('.')}`;
  const made = grammars.get(key) ?? buildGrammar(sets, states);
  grammars.set(key, made);
  ofSets.set(version, made);
  return made;
}

/** The history of the option that a flag writes, `--no-` twin or not; undefined for one that no version had. */
export function historyOf(flag: string, { history }: Grammar): OptionHistory | undefined {
  const name = flag.replace(/^-+/, '');
  return history.get(name) ?? history.get(name.replace(/^no-/, ''));
}

type States = ReturnType<typeof statesAround>;

function buildGrammar(sets: readonly OptionSet[], states: States): Grammar {
  const rows = sets.flatMap((set) => optionTable[set]);
  const specs = new Map<string, OptionForm[]>([['config', [{ kind: 'text', choices: undefined, aliases: [] }]]]);
  for (const row of rows) {
    if (!isThere(row, states)) continue;
    const [name, kind, , , aliases, choices] = row;
    const forms = specs.get(name) ?? [];
    forms.push({
      kind,
      choices: choices === '' ? undefined : new Set(choices.split(' ')),
      aliases: aliases === '' ? [] : aliases.split(' '),
    });
    specs.set(name, forms);
  }
  return { flags: flagsOf(specs), certain: states !== undefined, history: allHistory(rows) };
}

/** True if either state read has the row; a release outside all of them is met with every row, so that nothing is refused. */
function isThere([, , since, until]: OptionRow, states: States): boolean {
  if (states === undefined) return true;
  return compareReleases(release(since), states.after) <= 0 && (until === '' || compareReleases(states.before, release(until)) < 0);
}

function flagsOf(specs: ReadonlyMap<string, readonly OptionForm[]>): ReadonlyMap<string, OptionSpec> {
  const flags = new Map<string, OptionSpec>();
  for (const [name, forms] of specs) {
    const spec = specOf(name, forms);
    flags.set(`--${name}`, spec);
    for (const form of forms) {
      for (const alias of form.aliases) flags.set(alias, spec);
      if (form.kind === 'toggle') flags.set(`--no-${name}`, spec);
    }
  }
  return flags;
}

function specOf(name: string, forms: readonly OptionForm[]): OptionSpec {
  const takes = wordsOf(forms.at(-1)?.kind ?? 'any');
  const optional = forms.every(({ kind }) => kind.startsWith('optional '));
  return { name, canonicalName: canonicalName(name), forms, takes, several: takes === 'one or more', optional };
}

function allHistory(rows: readonly OptionRow[]): ReadonlyMap<string, OptionHistory> {
  const history = new Map<string, OptionHistory>();
  for (const [name, kind, from, to] of rows) {
    const row = { since: release(from), until: to === '' ? undefined : release(to), takes: wordsOf(kind) };
    const other = history.get(name);
    history.set(name, other === undefined ? row : { ...row, since: earlier(row.since, other.since), until: later(row.until, other.until) });
  }
  return history;
}

function earlier(a: Release, b: Release): Release {
  return compareReleases(a, b) <= 0 ? a : b;
}

function later(a: Release | undefined, b: Release | undefined): Release | undefined {
  if (a === undefined || b === undefined) return undefined;
  return compareReleases(a, b) >= 0 ? a : b;
}

/** `tensor-parallel-size` is `tensorParallelSize`. */
function canonicalName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const releases = new Map<string, Release>();

function release(text: string): Release {
  const kept = releases.get(text) ?? parseRelease(text) ?? [];
  releases.set(text, kept);
  return kept;
}
