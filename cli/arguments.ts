import { parseArgs } from 'node:util';
import { t } from '../shared/text/localize.ts';
import { nearestOf } from '../shared/text/nearest.ts';
import type { OptionSpec } from './option-spec.ts';
import { UsageError } from './usage-error.ts';

/** The arguments of a command after its name. */
export interface Arguments {
  /** As they were given. */
  readonly argv: readonly string[];
  readonly paths: readonly string[];
  readonly has: (name: string) => boolean;
  /** The last value given; undefined if there is none. */
  readonly one: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
}

/** Reads arguments by the command's table of options; throws UsageError for what the table does not have. */
export function readArguments(argv: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const { tokens } = parseArgs({ args: [...argv], options: parseOptions(specs), strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string[]>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    if (spec === undefined) throw unknownOption(token.rawName, specs);
    values.set(spec.name, [...(values.get(spec.name) ?? []), textOf(spec, token.value)]);
  }
  return {
    argv,
    paths,
    has: (name) => values.has(name),
    one: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
  };
}

function parseOptions(specs: readonly OptionSpec[]) {
  return Object.fromEntries(
    specs.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}), multiple: true },
    ]),
  );
}

function textOf({ name, value, choices }: OptionSpec, given: string | undefined): string {
  if (value === undefined) {
    if (given !== undefined) throw new UsageError(t('--{0} takes no value', name));
    return '';
  }
  if (given === undefined) throw new UsageError(t('--{0} needs a value: {1}', name, value));
  if (choices && !choices.includes(given)) throw new UsageError(t('--{0} takes {1}, not {2}', name, choices.join(t(' or ')), given));
  return given;
}

function unknownOption(flag: string, specs: readonly OptionSpec[]): UsageError {
  const near = nearestOf(
    flag.replace(/^-+/, ''),
    specs.map(({ name }) => name),
  );
  return new UsageError(near ? t('unknown option {0}; did you mean --{1}', flag, near) : t('unknown option {0}', flag));
}
