import type { Command } from '../../command.ts';
import type { Keyword } from '../../keywords.ts';
import { wordsOfList } from '../list-words.ts';
import { entriesOf, listAt, mapAt, scalarAt, type YamlEntry, type YamlList, type YamlMap, type YamlScalar } from '../node.ts';
import type { Shape } from '../shape.ts';
import { wordsOfText } from './argument-text.ts';
import { environmentOf, optionOfField, switchOfField } from './field-words.ts';
import { modelWords } from './model-word.ts';
import { modelKeyword } from './option-map.ts';
import { platformCommand, programWords } from './platform-command.ts';

/** Workers of vLLM with their sizes as fields and the rest as arguments: `decode: {tp: 4, extra-args: "--block-size 128"}`. */
export const workerArguments: Shape = {
  name: 'worker-arguments',
  read: (map, page) => {
    const workers = entriesOf(map).filter(isWorker);
    if (workers.length === 0 || !/vllm/i.test(page.text)) return undefined;
    const [model] = page.root.kind === 'map' ? modelOf(page.root) : [];
    return { commands: workers.map((worker) => commandOf(worker, model)), taken: workers.map(({ value }) => value) };
  },
};

function isWorker({ key, value }: YamlEntry): boolean {
  return ['prefill', 'decode'].includes(key) && argumentsOf(value) !== undefined && sizeOf(value) !== undefined;
}

const argumentKeys = ['extra-args', 'extra_args', 'vllm_args'] as const;

function argumentsOf(node: YamlEntry['value']): YamlList | YamlScalar | undefined {
  return argumentKeys.map((key) => listAt(node, key) ?? scalarAt(node, key)).find((found) => found !== undefined);
}

/** A recipe has its model at the top. */
function modelOf(root: YamlMap): readonly Keyword[] {
  const model = mapAt(root, 'model');
  return model?.entries.has('min_vllm_version') === true ? modelKeyword(model, 'model_id') : [];
}

function sizeOf(node: YamlEntry['value']): YamlScalar | undefined {
  return scalarAt(node, 'tp');
}

function commandOf({ keySpan, value }: YamlEntry, model: Keyword | undefined): Command {
  const map: YamlMap | undefined = value.kind === 'map' ? value : undefined;
  const more = argumentsOf(value);
  const words = [
    ...programWords('vllm', keySpan),
    ...(model === undefined ? [] : modelWords('--model', model.word)),
    ...optionOfField(map, 'tp', '--tensor-parallel-size'),
    ...optionOfField(map, 'dp', '--data-parallel-size'),
    ...switchOfField(map, 'enable-expert-parallel', '--enable-expert-parallel'),
    ...(more?.kind === 'list' ? wordsOfList(more) : more === undefined ? [] : wordsOfText(more)),
  ];
  return platformCommand({ at: keySpan, span: value.span, environment: environmentOf(map?.entries.get('env')?.value) }, words);
}
