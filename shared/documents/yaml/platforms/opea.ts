import type { Command } from '../../command.ts';
import { wordsOfList } from '../list-words.ts';
import { listAt, mapAt, scalarAt, valueAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { wordOfNode } from '../words.ts';
import { environmentOf } from './field-words.ts';
import { modelWords } from './model-word.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

const engines = { vllm: '--model', tgi: '--model-id' } as const;

/** Values of a chart with a part for each server, as OPEA's: `vllm:` with `LLM_MODEL_ID` and `extraCmdArgs`. */
export const opea: Shape = {
  name: 'opea',
  read: (map) => {
    const parts = (['vllm', 'tgi'] as const).flatMap((engine) => {
      const part = mapAt(map, engine);
      return part !== undefined && isServer(part) ? [{ engine, part }] : [];
    });
    if (parts.length === 0) return undefined;
    const commands = parts.filter(({ part }) => !isOff(part)).map(({ engine, part }) => commandOf(engine, part));
    return { commands, taken: parts.map(({ part }) => part) };
  },
};

function isServer(part: YamlMap): boolean {
  return listAt(part, 'extraCmdArgs') !== undefined || scalarAt(part, 'LLM_MODEL_ID') !== undefined;
}

/** A part that is switched off starts nothing. */
function isOff(part: YamlMap): boolean {
  return scalarAt(part, 'enabled')?.value === false;
}

function commandOf(engine: keyof typeof engines, part: YamlMap): Command {
  const model = scalarAt(part, 'LLM_MODEL_ID');
  const args = listAt(part, 'extraCmdArgs');
  const at = (args ?? model ?? part).span;
  const words = [
    ...programWords(engine, at),
    ...(model === undefined || model.value === '' ? [] : modelWords(engines[engine], wordOfNode(model))),
    ...(args === undefined ? [] : wordsOfList(args)),
  ];
  const launch = { at, span: part.span, environment: environmentOf(valueAt(part, 'env')), insertion: insertIntoList(args) };
  return platformCommand(launch, words);
}
