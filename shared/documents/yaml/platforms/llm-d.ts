import type { Command } from '../../command.ts';
import { wordsOfList } from '../list-words.ts';
import { itemsOf, listAt, mapAt, scalarAt, textAt, valueAt, type YamlMap, type YamlScalar } from '../node.ts';
import type { Shape } from '../shape.ts';
import { wordOfNode } from '../words.ts';
import { environmentOf, fieldWord } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { parallelismWords } from './parallelism-words.ts';
import { insertIntoList, platformCommand } from './platform-command.ts';

/** Values of llm-d's chart for a model: `modelArtifacts: {uri: …}`, and `decode` and `prefill` with their sizes under `parallelism`. */
export const llmD: Shape = {
  name: 'llm-d',
  read: (map) => {
    const uri = scalarAt(map, 'modelArtifacts', 'uri');
    if (uri === undefined) return undefined;
    const parts = ['decode', 'prefill'].flatMap((key) => mapAt(map, key) ?? []).filter((part) => textAt(part, 'create') !== 'false');
    const served = parts.flatMap((part) => servedBy(part).map((container) => ({ part, container })));
    if (served.length === 0) return undefined;
    return {
      commands: served.map(({ part, container }) => commandOf(part, container, uri)),
      taken: served.map(({ container }) => container),
    };
  },
};

/** Containers whose command the chart writes; any other is a pod's, which is read as such. */
function servedBy(part: YamlMap): readonly YamlMap[] {
  const containers = listAt(part, 'containers');
  const items = containers === undefined ? [] : itemsOf(containers);
  return items.flatMap((item) => (item.kind === 'map' && textAt(item, 'modelCommand') === 'vllmServe' ? [item] : []));
}

function commandOf(part: YamlMap, container: YamlMap, uri: YamlScalar): Command {
  const command = scalarAt(container, 'modelCommand') ?? uri;
  const at = { start: command.span.start, end: command.span.start };
  const args = listAt(container, 'args');
  const image = scalarAt(container, 'image');
  const words = [
    fieldWord('vllm', at),
    fieldWord('serve', at),
    ...modelWords('--model', modelWord(uri)),
    ...parallelismWords(mapAt(part, 'parallelism')),
    ...(args === undefined ? [] : wordsOfList(args)),
  ];
  const launch = { at, span: part.span, environment: environmentOf(valueAt(container, 'env')), insertion: insertIntoList(args) };
  return platformCommand({ ...launch, image: image && wordOfNode(image) }, words);
}
