import type { Command } from '../../command.ts';
import { entriesOf, scalarAt, type YamlEntry, type YamlMap, type YamlScalar } from '../node.ts';
import type { Shape } from '../shape.ts';
import { wordsOfText } from './argument-text.ts';
import { environmentOf, optionOfField, switchOfField } from './field-words.ts';
import { platformCommand, programWords } from './platform-command.ts';

/** Workers of vLLM with their sizes as fields and the rest in one text: `decode: {tp: 4, extra-args: "--block-size 128"}`. */
export const workerArguments: Shape = {
  name: 'worker-arguments',
  read: (map, page) => {
    const workers = entriesOf(map).filter(isWorker);
    if (workers.length === 0 || !/vllm/i.test(page.text)) return undefined;
    return { commands: workers.map(commandOf), taken: workers.map(({ value }) => value) };
  },
};

function isWorker({ key, value }: YamlEntry): boolean {
  return ['prefill', 'decode'].includes(key) && textOf(value) !== undefined && sizeOf(value) !== undefined;
}

function textOf(node: YamlEntry['value']): YamlScalar | undefined {
  return scalarAt(node, 'extra-args') ?? scalarAt(node, 'extra_args');
}

function sizeOf(node: YamlEntry['value']): YamlScalar | undefined {
  return scalarAt(node, 'tp');
}

function commandOf({ keySpan, value }: YamlEntry): Command {
  const map: YamlMap | undefined = value.kind === 'map' ? value : undefined;
  const text = textOf(value);
  const words = [
    ...programWords('vllm', keySpan),
    ...optionOfField(map, 'tp', '--tensor-parallel-size'),
    ...optionOfField(map, 'dp', '--data-parallel-size'),
    ...switchOfField(map, 'enable-expert-parallel', '--enable-expert-parallel'),
    ...(text === undefined ? [] : wordsOfText(text)),
  ];
  return platformCommand({ at: keySpan, span: value.span, environment: environmentOf(map?.entries.get('env')?.value) }, words);
}
