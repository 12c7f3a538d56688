import type { Command, Word } from '../command.ts';
import type { LaunchDocument, Surroundings } from '../document.ts';
import { readArguments } from '../shell/read-shell.ts';
import { tailOf } from '../shell/wrappers/options.ts';
import { readContainer } from './quadlet.ts';
import { unitEnvironment } from './unit-environment.ts';
import { type UnitSetting, unitSettings } from './unit-settings.ts';
import { expandedWords } from './unit-variables.ts';
import { unitWords } from './unit-words.ts';

/** Reads a unit of systemd, or a container that Podman makes one of. Never throws. */
export function readUnit(document: string, around: Surroundings): LaunchDocument {
  const { settings, comments } = unitSettings(document);
  const services = settings.filter(({ section }) => section === 'Service');
  const containers = settings.filter(({ section }) => section === 'Container');
  const commands = [
    ...readService(services, document, around),
    ...(containers.length > 0 ? readContainer(containers, document, around) : []),
  ];
  return { kind: 'systemd', commands: commands.sort((one, other) => one.start - other.start), comments };
}

const starting: ReadonlySet<string> = new Set(['ExecStart', 'ExecStartPre', 'ExecStartPost']);

function readService(settings: readonly UnitSetting[], document: string, around: Surroundings): readonly Command[] {
  const environment = unitEnvironment(settings, document, around);
  const workingFolder = folderOf(settings, document);
  return settings
    .filter(({ key }) => starting.has(key))
    .flatMap(({ value, span }) =>
      commandLines(unitWords(value, document)).flatMap((line) => {
        const { words, isExpanded } = withoutPrefix(line);
        const expanded = isExpanded ? expandedWords(words, environment, document) : words;
        return readArguments(expanded, document, { environment, workingFolder, start: span.start });
      }),
    );
}

/** `WorkingDirectory=-/srv`: `~` and specifiers are not known. */
function folderOf(settings: readonly UnitSetting[], document: string): Word | undefined {
  const folder = settings.findLast(({ key }) => key === 'WorkingDirectory' || key === 'WorkingDir');
  const word = folder && unitWords(folder.value, document)[0];
  return word?.text?.startsWith('-') === true ? tailOf(word, 1) : word;
}

/** A semicolon as a word of its own parts command lines. */
function commandLines(words: readonly Word[]): readonly (readonly Word[])[] {
  const lines: Word[][] = [[]];
  for (const word of words) {
    if (word.source === ';') lines.push([]);
    else lines.at(-1)?.push(word);
  }
  return lines.filter(({ length }) => length > 0);
}

/** `-`, `+`, `!`, `|` stand before the program; after `@` its own name follows it; after `:` no variable is replaced. */
function withoutPrefix(line: readonly Word[]): { readonly words: readonly Word[]; readonly isExpanded: boolean } {
  const [program, ...rest] = line;
  if (program === undefined) return { words: [], isExpanded: false };
  const prefix = /^[-@:+!|]*/.exec(program.text ?? '')?.[0] ?? '';
  const words = [prefix === '' ? program : tailOf(program, prefix.length), ...(prefix.includes('@') ? rest.slice(1) : rest)];
  return { words, isExpanded: !prefix.includes(':') };
}
