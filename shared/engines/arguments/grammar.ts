import type { EngineVersion } from '../engine.ts';
import { compareReleases, parseRelease, type Release } from '../version.ts';
import type { Dialect, OptionRow } from './dialect.ts';
import { isAfterLast, type States, statesAround } from './states.ts';
import { type ValueKind, wordsOf } from './value-kinds.ts';

/** An option as some version of the parser has it. More than one form: the version lies between two that differ. */
export interface OptionSpec {
  /** `tensor-parallel-size`. */
  readonly name: string;
  /** `tensorParallelSize`: what the rules call it. */
  readonly canonicalName: string;
  readonly forms: readonly OptionForm[];
  /** Its forms in every version read: what a launch whose version is not told may be written for. */
  readonly everyForm: readonly OptionForm[];
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
  readonly dialect: Dialect;
  /** By every way to write it: `--tensor-parallel-size`, `-tp`, `--no-enforce-eager`. */
  readonly flags: ReadonlyMap<string, OptionSpec>;
  /** False where the lists of the version are not known well enough to refuse what is not in them. */
  readonly certain: boolean;
  /** By the environment variable that stands for it. */
  readonly variables: ReadonlyMap<string, OptionSpec>;
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

/** Grammars of a dialect: by its sets and states, and before that by identity of the list of sets and of the release. */
interface Kept {
  readonly byStates: Map<string, Grammar>;
  readonly byRelease: WeakMap<readonly string[], WeakMap<Release, Grammar>>;
}

const grammars = new WeakMap<Dialect, Kept>();

/** The options that an entry point's sets have at a version. Kept, as a document asks for the same one again and again. */
export function grammarOf(dialect: Dialect, sets: readonly string[], version: EngineVersion): Grammar {
  const { byStates, byRelease } = kept(dialect);
  const ofSets = byRelease.get(sets) ?? new WeakMap<Release, Grammar>();
  const known = ofSets.get(version.release);
  if (known !== undefined) return known;
  const isRead = version.source === 'assumed' || !isAfterLast(version.release, dialect);
  const states = isRead ? statesAround(version.release, dialect) : undefined;
  const key = `${sets.join()} ${states?.before.join('.')} ${states?.after.join('.')}`;
  const made = byStates.get(key) ?? buildGrammar(dialect, sets, states);
  byStates.set(key, made);
  byRelease.set(sets, ofSets.set(version.release, made));
  return made;
}

function kept(dialect: Dialect): Kept {
  const known = grammars.get(dialect);
  if (known !== undefined) return known;
  const made: Kept = { byStates: new Map(), byRelease: new WeakMap() };
  grammars.set(dialect, made);
  return made;
}

/** The history of the option that a flag writes, `--no-` twin or not; undefined for one that no version had. */
export function historyOf(flag: string, { history }: Grammar): OptionHistory | undefined {
  const name = flag.replace(/^-+/, '');
  return history.get(name) ?? history.get(name.replace(/^no-/, ''));
}

function buildGrammar(dialect: Dialect, sets: readonly string[], states: States | undefined): Grammar {
  const rows = sets.flatMap((set) => dialect.table[set] ?? []);
  const forms = formsOf(
    dialect,
    rows.filter((row) => isThere(row, states)),
  );
  const everyForm = formsOf(dialect, rows);
  const specs = [...forms].map(([name, own]) => specOf(name, own, everyForm.get(name) ?? own, dialect));
  return {
    dialect,
    flags: flagsOf(specs),
    certain: states !== undefined,
    variables: variablesOf(specs, dialect),
    history: allHistory(rows),
  };
}

/** By name, in the order of the rows. */
function formsOf(dialect: Dialect, rows: readonly OptionRow[]): ReadonlyMap<string, readonly OptionForm[]> {
  const forms = new Map<string, OptionForm[]>();
  for (const name of dialect.always ?? []) forms.set(name, [{ kind: 'text', choices: undefined, aliases: [] }]);
  for (const row of rows) {
    const [name] = row;
    const ofName = forms.get(name) ?? [];
    ofName.push(formOf(row));
    forms.set(name, ofName);
  }
  return forms;
}

function formOf([, kind, , , aliases, choices]: OptionRow): OptionForm {
  return {
    kind,
    choices: choices === '' ? undefined : new Set(choices.split(' ')),
    aliases: aliases === '' ? [] : aliases.split(' '),
  };
}

/** True if either state read has the row; a release outside all of them is met with every row, so that nothing is refused. */
function isThere([, , since, until]: OptionRow, states: States | undefined): boolean {
  if (states === undefined) return true;
  return compareReleases(release(since), states.after) <= 0 && (until === '' || compareReleases(states.before, release(until)) < 0);
}

function flagsOf(specs: readonly OptionSpec[]): ReadonlyMap<string, OptionSpec> {
  const flags = new Map<string, OptionSpec>();
  for (const spec of specs) {
    flags.set(`--${spec.name}`, spec);
    for (const form of spec.forms) {
      for (const alias of form.aliases) flags.set(alias, spec);
      if (form.kind === 'toggle') flags.set(`--no-${spec.name}`, spec);
    }
  }
  return flags;
}

function variablesOf(specs: readonly OptionSpec[], { variableOf }: Dialect): ReadonlyMap<string, OptionSpec> {
  return new Map(variableOf === undefined ? [] : specs.map((spec) => [variableOf(spec.name), spec]));
}

function specOf(name: string, forms: readonly OptionForm[], everyForm: readonly OptionForm[], { canonicalNames }: Dialect): OptionSpec {
  const takes = wordsOf(forms.at(-1)?.kind ?? 'any');
  const optional = forms.every(({ kind }) => kind.startsWith('optional '));
  return {
    name,
    canonicalName: canonicalNames?.get(name) ?? camelCase(name),
    forms,
    everyForm,
    takes,
    several: takes === 'one or more',
    optional,
  };
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
function camelCase(name: string): string {
  return name.replace(/[-_]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

const releases = new Map<string, Release>();

function release(text: string): Release {
  const kept = releases.get(text) ?? parseRelease(text) ?? [];
  releases.set(text, kept);
  return kept;
}
