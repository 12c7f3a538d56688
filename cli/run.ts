import { version } from '../package.json';
import { t } from '../shared/text/localize.ts';
import { nearestOf } from '../shared/text/nearest.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { lint } from './commands/lint.ts';
import { commands } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import type { ExitCode, Io } from './io.ts';
import { loadTranslations } from './load-translations.ts';
import type { CommandSpec } from './option-spec.ts';
import { UsageError } from './usage-error.ts';

type Command = (args: Arguments, io: Io) => Promise<ExitCode>;

/** The linter is loaded by the command that needs it: help and version do not. */
const load: Readonly<Record<string, () => Promise<Command>>> = {
  lint: async () => lint,
  plan: async () => (await import('./linter.ts')).plan,
  pad: async () => (await import('./linter.ts')).pad,
  inspect: async () => (await import('./linter.ts')).inspect,
  batch: async () => (await import('./linter.ts')).batch,
  'device-map': async () => (await import('./linter.ts')).deviceMap,
  explain: async () => (await import('./linter.ts')).explain,
};

/** Runs the program with the arguments after its name. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    loadTranslations(io);
    return await dispatch(argv, io);
  } catch (error) {
    io.errors.write(`shardlint: ${error instanceof UsageError ? error.message : failure(error)}\n`);
    return 2;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    io.errors.write(programHelp(commands));
    return 2;
  }
  if (first === '--help' || first === '-h' || first === 'help') return help(rest[0], io);
  if (first === '--version' || first === '-V') return say(`${version}\n`, io);
  const command = commandOf(first);
  const args = readArguments(rest, command.options);
  if (args.has('help')) return say(commandHelp(command), io);
  const start = await load[command.name]?.();
  return start === undefined ? 2 : start(args, io);
}

function help(name: string | undefined, io: Io): ExitCode {
  return say(name === undefined ? programHelp(commands) : commandHelp(commandOf(name)), io);
}

function say(text: string, io: Io): ExitCode {
  io.output.write(text);
  return 0;
}

function commandOf(name: string): CommandSpec {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const near = nearestOf(
    name,
    commands.map((command) => command.name),
  );
  const kind = name.startsWith('-') ? t('unknown option {0}', name) : t('unknown command {0}', name);
  throw new UsageError(`${kind}; ${near ? t('did you mean {0}', near) : t('shardlint --help lists the commands')}`);
}

function failure(error: unknown): string {
  return t('internal failure: {0}', error instanceof Error ? (error.stack ?? error.message) : String(error));
}
