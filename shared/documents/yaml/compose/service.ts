import type { Command, Word } from '../../command.ts';
import type { Surroundings } from '../../document.ts';
import { commandText } from '../command-text.ts';
import { readContainer } from '../container.ts';
import { wordsOfList } from '../list-words.ts';
import { isNothing, scalarAt, valueAt, type YamlMap, type YamlNode, type YamlScalar } from '../node.ts';
import { engineOfFlags } from '../platforms/engine-of-flags.ts';
import { programWords } from '../platforms/platform-command.ts';
import { splitWords } from '../split-words.ts';
import { type Substitute, unknownWord, wordOf } from '../words.ts';
import { environmentOf } from './environment.ts';
import { gpusOf } from './gpus.ts';
import { mountsOf } from './volumes.ts';

/** What a compose file's values are read with. */
export interface ComposeFile {
  readonly text: string;
  readonly around: Surroundings;
  readonly substitute: Substitute;
}

/** What a service runs: its entrypoint and its command, or the command after the image's own entrypoint. */
export function readService(service: YamlMap, file: ComposeFile): readonly Command[] {
  const entrypoint = valueAt(service, 'entrypoint');
  const command = valueAt(service, 'command');
  const image = scalarAt(service, 'image');
  const environment = environmentOf(service, file);
  const workingDirectory = scalarAt(service, 'working_dir');
  const surroundings = {
    environment,
    image: image && wordOf(image, file.substitute),
    gpus: gpusOf(service, environment, file.substitute),
    workingFolder: workingDirectory && wordOf(workingDirectory, file.substitute),
    mounts: mountsOf(service, file.substitute),
  };
  const rest = wordsOf(command, file);
  const replaced = isNothing(entrypoint) ? programOf(rest, image, file) : wordsOf(entrypoint, file);
  return readContainer({ entrypoint: replaced, arguments: rest, written: [entrypoint, command], surroundings }, file.text);
}

/** An image that is built elsewhere has no name; arguments that only one engine takes tell its program. */
function programOf(rest: readonly Word[], image: YamlScalar | undefined, { text }: ComposeFile): readonly Word[] | undefined {
  const [first] = rest;
  const engine = image === undefined ? engineOfFlags(rest, text) : undefined;
  return first === undefined || engine === undefined ? undefined : programWords(engine, first.span);
}

function wordsOf(node: YamlNode | undefined, { text, substitute }: ComposeFile): readonly Word[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === 'list') return wordsOfList(node, substitute);
  if (node.kind === 'map') return [unknownWord(node, true)];
  return splitWords(commandText(node, substitute), text);
}
