import type * as z from 'zod/mini';
import { t } from '../text/localize.ts';
import { nearestOf } from '../text/nearest.ts';
import { type SettingsValues, settingsSchema } from './schema.ts';

/** A value that was left out, with the reason. */
export interface ValueProblem {
  /** Keys and indexes from the top. */
  readonly path: Path;
  /** True where the key itself is wrong, not its value. */
  readonly key: boolean;
  readonly message: string;
}

export interface CheckedValues {
  /** What is right of the values; a wrong one is as if it had not been written. */
  readonly values: SettingsValues;
  readonly problems: readonly ValueProblem[];
}

/** Checks values of a settings file, an editor or a command line. One wrong value never loses the others. */
export function checkValues(given: unknown): CheckedValues {
  const first = settingsSchema.safeParse(given, { reportInput: true });
  if (first.success) return { values: first.data, problems: [] };
  const problems = first.error.issues.flatMap(problemsOf);
  if (problems.some(({ path }) => path.length === 0)) return { values: {}, problems };
  const removed = problems.map(({ path }) => removedWith(path));
  return { values: lastResort(without(given, removed)), problems };
}

type Path = readonly (string | number)[];

/** A suppression with one wrong key goes as a whole: without its `files` it would silence more than was meant. */
function removedWith(path: Path): Path {
  return path[0] === 'suppressions' ? path.slice(0, 2) : path;
}

/** Whole sections that are still wrong are left out. */
function lastResort(value: unknown): SettingsValues {
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path }) => path.slice(0, 1).map(String));
  const again = settingsSchema.safeParse(without(value, wrong));
  return again.success ? again.data : {};
}

function problemsOf(issue: z.core.$ZodIssue): readonly ValueProblem[] {
  const path = issue.path.map((piece) => (typeof piece === 'number' ? piece : String(piece)));
  if (issue.code !== 'unrecognized_keys') return [{ path, key: false, message: messageOf(issue, path) }];
  return issue.keys.map((key) => ({ path: [...path, key], key: true, message: unknownKey(key, path) }));
}

function unknownKey(key: string, path: Path): string {
  const near = nearestOf(key, keysAt(path));
  if (path[0] === 'severity') return near ? t('no rule {0}; did you mean {1}', key, near) : t('no rule {0}', key);
  return near
    ? t('unknown setting {0}; did you mean {1}', key, near)
    : t('unknown setting {0}; known here: {1}', key, keysAt(path).join(', '));
}

/** Keys that the schema has at a path. */
function keysAt(path: Path): readonly string[] {
  let at: unknown = settingsSchema;
  for (const piece of path) at = inside(at, piece);
  return Object.keys(shapeOf(at) ?? {}).filter((key) => key !== '$schema');
}

function inside(schema: unknown, piece: string | number): unknown {
  const definition = definitionOf(unwrapped(schema));
  return typeof piece === 'number' ? definition?.element : shapeOf(schema)?.[piece];
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  return definitionOf(unwrapped(schema))?.shape;
}

function unwrapped(schema: unknown): unknown {
  return definitionOf(schema)?.innerType ?? schema;
}

interface Definition {
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly shape?: Readonly<Record<string, unknown>>;
}

function definitionOf(schema: unknown): Definition | undefined {
  return (schema as { readonly def?: Definition } | undefined)?.def;
}

function messageOf(issue: z.core.$ZodIssue, path: Path): string {
  const name = nameOf(path);
  switch (issue.code) {
    case 'invalid_value':
      return choiceMessage(name, issue);
    case 'invalid_type':
      return t('{0} must be {1}', name, expectedType(issue.expected));
    case 'custom':
      return t('{0} must be {1}', name, String(issue.params?.expected ?? t('a valid value')));
    case 'too_big':
      return t('{0} must be a whole number from 1 to {1}', name, String(issue.maximum));
    case 'too_small':
      return issue.origin === 'string' ? t('{0} must not be empty', name) : t('{0} must be a whole number from 1', name);
    default:
      return t('{0} has a value that cannot be used', name);
  }
}

/** `suppressions[1].rule`, as the user would look for it. */
function nameOf(path: Path): string {
  const name = path.map((piece) => (typeof piece === 'number' ? `[${piece}]` : `.${piece}`)).join('');
  return name === '' ? t('the settings') : name.slice(1);
}

function choiceMessage(name: string, issue: z.core.$ZodIssueInvalidValue): string {
  const choices = issue.values.map(String);
  const near = typeof issue.input === 'string' ? nearestOf(issue.input, choices) : undefined;
  if (near) return t('{0} cannot be {1}; did you mean {2}', name, String(issue.input), near);
  if (choices.length > 8) return t('{0} must be the id of a rule, or *', name);
  return t('{0} must be one of {1}', name, choices.join(', '));
}

function expectedType(expected: string): string {
  const names: Readonly<Record<string, () => string>> = {
    object: () => t('an object'),
    array: () => t('a list'),
    string: () => t('a text'),
    number: () => t('a number'),
    int: () => t('a whole number'),
  };
  return names[expected]?.() ?? expected;
}

/** A copy without the keys and elements at `paths`, in one pass: a list may be wrong in every element. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const inside = pathsInside(paths);
  const left = ([key, inner]: readonly [string | number, unknown]): readonly (readonly [string | number, unknown])[] => {
    const rests = inside.get(key);
    if (rests === undefined) return [[key, inner]];
    return rests.some(({ length }) => length === 0) ? [] : [[key, without(inner, rests)]];
  };
  if (Array.isArray(value)) return [...value.entries()].flatMap(left).map(([, inner]) => inner);
  return Object.fromEntries(Object.entries(value).flatMap(left));
}

/** What is left of each path below its first piece. */
function pathsInside(paths: readonly Path[]): ReadonlyMap<string | number, readonly Path[]> {
  const inside = new Map<string | number, Path[]>();
  for (const [first, ...rest] of paths) {
    if (first === undefined) continue;
    const known = inside.get(first);
    if (known === undefined) inside.set(first, [rest]);
    else known.push(rest);
  }
  return inside;
}
