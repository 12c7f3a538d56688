import type { Command, Word } from '../command.ts';
import { type ArgumentSurroundings, readArguments } from '../shell/read-shell.ts';
import { headOf } from '../shell/wrappers/options.ts';
import { withItemInsertion } from './list-insertion.ts';
import type { YamlList, YamlNode } from './node.ts';

/** A container as compose, Kubernetes and platforms over them describe it. */
export interface Container {
  /** What takes the place of the image's entrypoint; undefined: nothing does. */
  readonly entrypoint: readonly Word[] | undefined;
  readonly arguments: readonly Word[];
  /** The values that the words are read from. */
  readonly written: readonly (YamlNode | undefined)[];
  readonly surroundings: Omit<ArgumentSurroundings, 'afterEntrypoint' | 'start'>;
}

/** What the container runs. Without an entrypoint of its own, the words come after that of the image, if one is named. */
export function readContainer({ entrypoint, arguments: rest, written, surroundings }: Container, text: string): readonly Command[] {
  const words = [...(entrypoint ?? []), ...rest];
  if (surroundings.image === undefined && words.length === 0) return [];
  const afterEntrypoint = entrypoint === undefined && surroundings.image !== undefined;
  const commands = readArguments(words, text, { ...surroundings, afterEntrypoint }).map((command) => startingAtProgram(command));
  const lists = written.filter((node): node is YamlList => node?.kind === 'list');
  return lists.length === 0 ? commands : withItemInsertion(commands, words, lists);
}

/** A program that is named after the image is where the command starts; arguments alone belong to the image. */
function startingAtProgram(command: Command): Command {
  const [first] = command.words;
  if (!command.afterEntrypoint || first === undefined || /^(-|$)/.test(headOf(first))) return command;
  return { ...command, environment: command.environment, start: first.span.start };
}
