import type { Command } from '../../command.ts';
import { entriesOf, itemsOf, type YamlEntry, type YamlMap, type YamlNode } from '../node.ts';
import type { Page, Shape } from '../shape.ts';
import { readArgumentList } from './argument-list.ts';
import { readScript, scriptParts } from './script-text.ts';
import { surroundingsOf } from './surroundings.ts';

/** Any text under a key that speaks of commands, or that is a script by its look, in documents of all sorts. */
export const scripts: Shape = {
  name: 'scripts',
  read: (map, page) => {
    const found = entriesOf(map).filter(({ value }) => value.at === undefined && !page.isTaken(value));
    const read = found.map((entry) => ({ entry, commands: commandsOf(entry, map, page) }));
    const taken = read.flatMap(({ entry, commands }) => (commands.length === 0 ? [] : [entry.value]));
    return { commands: read.flatMap(({ commands }) => commands), taken };
  },
};

const scriptKey =
  /^(run|scripts?|(before|after|pre|post)[-_]?scripts?|commands?|cmds?|setup|launch|entrypoint|exec|bash|sh|shell|test|steps?|hooks?)$/i;
const speakingKey = /(^|[-_.])(cmds?|commands?|scripts?|entrypoint|launch|run|sh|bash)([-_.]|$)|(Command|Cmd|Script|Entrypoint)s?$/;
const argumentKey = /^(args?|arguments|extra[-_]?args|flags|options)$/i;

function commandsOf({ key, value }: YamlEntry, map: YamlMap, page: Page): readonly Command[] {
  const isScript = scriptKey.test(key) || speakingKey.test(key);
  if (value.kind === 'list') return isScript ? commandsOfList(key, value, map, page) : [];
  if (value.kind === 'map' || argumentKey.test(key)) return [];
  const isBlock = value.style === 'literal' || value.style === 'folded';
  if (!isScript && !(isBlock && startsAsScript(value))) return [];
  return readScript([value], page.text, surroundingsOf(map));
}

/** `#!/bin/bash` at the start of a text says what it is, whatever its key. */
function startsAsScript(value: YamlNode): boolean {
  return value.kind === 'scalar' && typeof value.value === 'string' && /^\s*#!\s*\S*(ba|z|da|k)?sh\b/.test(value.value);
}

/** Lines of a script, or the words of one command: then the first is a program alone. */
function commandsOfList(key: string, list: Extract<YamlNode, { kind: 'list' }>, map: YamlMap, page: Page): readonly Command[] {
  const texts = itemsOf(list).map((item) => (item.kind === 'scalar' && typeof item.value === 'string' ? item.value : undefined));
  if (texts.every((text) => text === undefined)) return [];
  const surroundings = surroundingsOf(map);
  const [first = ''] = texts;
  const isOneCommand = /^(command|cmd|entrypoint|exec)$/i.test(key) && texts.length > 1 && !/\s/.test(first.trim());
  if (isOneCommand) return readArgumentList(list, page.text, surroundings);
  return readScript(scriptParts(list), page.text, surroundings);
}
