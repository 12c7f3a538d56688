import { t } from '../shared/text/localize.ts';
import type { CommandSpec, OptionSpec } from './option-spec.ts';

/** What `shardlint --help` prints. */
export function programHelp(commands: readonly CommandSpec[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    t('shardlint finds LLM launches that cannot start, before anything is loaded'),
    '',
    t('Usage: shardlint COMMAND [OPTIONS]'),
    '',
    t('Commands:'),
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary()}`),
    '',
    t('Options:'),
    `  -h, --help     ${t('show help; after a command: help for it')}`,
    `  -V, --version  ${t('show the version')}`,
    '',
    t('Example:'),
    '  shardlint lint deploy/',
    '',
  ].join('\n');
}

/** What `shardlint COMMAND --help` prints. */
export function commandHelp({ usage, summary, options, examples }: CommandSpec): string {
  const width = Math.max(...options.map((option) => flagsOf(option).length));
  return [
    t('Usage: {0}', usage),
    '',
    summary(),
    '',
    t('Options:'),
    ...options.map((option) => `  ${flagsOf(option).padEnd(width)}  ${option.summary()}`),
    '',
    t('Examples:'),
    ...examples.flatMap(({ line, does }) => [`  ${line}`, `      ${does()}`]),
    '',
  ].join('\n');
}

function flagsOf({ name, short, value }: OptionSpec): string {
  return `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
}
