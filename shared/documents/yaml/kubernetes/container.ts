import type { Command, Mount, Word } from '../../command.ts';
import { commandText } from '../command-text.ts';
import { type Container, readContainer } from '../container.ts';
import { wordsOfList } from '../list-words.ts';
import { isNothing, scalarAt, valueAt, type YamlMap, type YamlNode } from '../node.ts';
import { splitWords } from '../split-words.ts';
import { type Substitute, unknownWord, wordOf } from '../words.ts';
import { environmentOf } from './environment.ts';
import { gpusOf } from './gpus.ts';
import { substituteFrom } from './substitute.ts';

/** What is around a container in its manifest. */
export interface Pod {
  readonly mountsOf: (container: YamlMap) => readonly Mount[];
  /** False where several pods make one engine: a leader and its workers. */
  readonly isAlone: boolean;
}

/** What a container of a pod runs: `command` is the image's entrypoint anew, `args` come after it. */
export function readPodContainer(container: YamlMap, pod: Pod, text: string): readonly Command[] {
  return readContainer(containerOf(container, pod, text), text);
}

function containerOf(container: YamlMap, pod: Pod, text: string): Container {
  const command = valueAt(container, 'command');
  const args = valueAt(container, 'args');
  const image = scalarAt(container, 'image');
  const folder = scalarAt(container, 'workingDir');
  const environment = environmentOf(container);
  const substitute = substituteFrom(environment);
  return {
    entrypoint: isNothing(command) ? undefined : wordsOf(command, substitute, text),
    arguments: wordsOf(args, substitute, text),
    written: [command, args],
    surroundings: {
      environment,
      image: image && wordOf(image),
      gpus: gpusOf(container, pod.isAlone),
      workingFolder: folder && wordOf(folder),
      mounts: pod.mountsOf(container),
    },
  };
}

/** Kubernetes takes lists alone; objects over it take a line too. */
function wordsOf(node: YamlNode | undefined, substitute: Substitute, text: string): readonly Word[] {
  if (node === undefined || isNothing(node)) return [];
  if (node.kind === 'list') return wordsOfList(node, substitute);
  return node.kind === 'map' || node.value === undefined ? [unknownWord(node, true)] : splitWords(commandText(node, substitute), text);
}
