import type { Command, Word } from '../../command.ts';
import { wordsOfList } from '../list-words.ts';
import { itemsOf, listAt, mapAt, scalarAt, textAt, valueAt, type YamlMap, type YamlScalar } from '../node.ts';
import type { Shape } from '../shape.ts';
import { unknownWord, wordOfNode } from '../words.ts';
import { wordsOfText } from './argument-text.ts';
import { environmentOf } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { parallelismWords } from './parallelism-words.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/** KServe's `LLMInferenceService`: vLLM with its sizes under `parallelism`, once more for `prefill`. */
export const llmInferenceService: Shape = {
  name: 'llm-inference-service',
  read: (map) => {
    const uri = scalarAt(map, 'spec', 'model', 'uri');
    const spec = mapAt(map, 'spec');
    if (uri === undefined || spec === undefined || !/^LLMInferenceService/.test(textAt(map, 'kind') ?? '')) return undefined;
    const prefill = mapAt(spec, 'prefill');
    const more = spec.entries.has('baseRefs') ? [unknownWord({ ...uri, span: { start: uri.span.end, end: uri.span.end } }, true)] : [];
    const parts = [commandOf(spec, uri, more), ...(prefill === undefined ? [] : [commandOf(prefill, uri, more)])];
    // A container with a command of its own is a pod's, which is read as such.
    const containers = [spec, ...(prefill === undefined ? [] : [prefill])].flatMap((part) => mainContainer(part) ?? []);
    return { commands: parts.flatMap((command) => command ?? []), taken: containers.filter(({ entries }) => !entries.has('command')) };
  },
};

/** `more` stands for what another object may add. */
function commandOf(part: YamlMap, uri: YamlScalar, more: readonly Word[]): Command | undefined {
  const container = mainContainer(part);
  if (container?.entries.has('command') === true) return undefined;
  const at = part.entries.has('model') ? uri.span : (part.entries.get('parallelism')?.keySpan ?? part.span);
  const args = listAt(container, 'args');
  const environment = environmentOf(valueAt(container, 'env'));
  const image = scalarAt(container, 'image');
  const model = modelWord(uri);
  const words = [
    ...programWords('vllm', at),
    ...modelWords('--model', model),
    ...parallelismWords(mapAt(part, 'parallelism')),
    ...(args === undefined ? [] : wordsOfList(args)),
    ...additional(container),
    ...more,
  ];
  return platformCommand({ at, span: part.span, environment, image: image && wordOfNode(image), insertion: insertIntoList(args) }, words);
}

function mainContainer(part: YamlMap): YamlMap | undefined {
  const containers = listAt(part, 'template', 'containers');
  const maps = containers === undefined ? [] : itemsOf(containers).flatMap((item) => (item.kind === 'map' ? [item] : []));
  return maps.find((item) => textAt(item, 'name') === 'main') ?? maps[0];
}

/** The command of KServe's own templates ends with this variable. */
function additional(container: YamlMap | undefined): readonly Word[] {
  const env = listAt(container, 'env');
  const items = env === undefined ? [] : itemsOf(env);
  return items.flatMap((item) => {
    const value = textAt(item, 'name') === 'VLLM_ADDITIONAL_ARGS' ? scalarAt(item, 'value') : undefined;
    return value === undefined ? [] : wordsOfText(value);
  });
}
