import type { Word } from '../../command.ts';
import { headOf, tailOf } from '../../shell/wrappers/options.ts';
import { wordsOfList } from '../list-words.ts';
import { listAt, mapAt, scalarAt, textAt, valueAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { environmentOf, optionOfField } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/**
 * The predictor of a KServe `InferenceService`, whose server of Hugging Face models gives vLLM the sizes that are among the arguments of
 * its model, or in the part for workers on other nodes.
 */
export const kserveModel: Shape = {
  name: 'kserve-model',
  read: (map) => {
    const model = mapAt(map, 'model');
    const isServed = ['huggingface', 'vllm'].includes(textAt(model, 'modelFormat', 'name') ?? '');
    if (model === undefined || !isServed) return undefined;
    const args = listAt(model, 'args');
    const sizes = workerSizes(mapAt(map, 'workerSpec'));
    const words = [...sizes, ...(args === undefined ? [] : wordsOfList(args))];
    if (!words.some(isSize)) return undefined;
    const at = args?.span ?? model.span;
    const launch = { at, span: map.span, environment: environmentOf(valueAt(model, 'env')), insertion: insertIntoList(args) };
    const named = modelOf(model, words);
    return {
      commands: [
        platformCommand(launch, [...programWords('vllm', at), ...(named === undefined ? [] : modelWords('--model', named)), ...words]),
      ],
      taken: args === undefined ? [] : [args],
    };
  },
};

/** The head and its workers are one engine. */
function workerSizes(spec: YamlMap | undefined): readonly Word[] {
  return [
    ...optionOfField(spec, 'tensorParallelSize', '--tensor-parallel-size'),
    ...optionOfField(spec, 'pipelineParallelSize', '--pipeline-parallel-size'),
  ];
}

function isSize(word: Word): boolean {
  return /^--(tensor|pipeline)[-_]parallel[-_]size(=|$)/.test(headOf(word));
}

/** `--model_id=…`, else where the weights are fetched from. */
function modelOf(map: YamlMap, words: readonly Word[]): Word | undefined {
  const at = words.findIndex((word) => /^--model[-_]id(=|$)/.test(headOf(word)));
  const written = words[at];
  if (written !== undefined) {
    const equals = headOf(written).indexOf('=');
    return equals < 0 ? words[at + 1] : tailOf(written, equals + 1);
  }
  const uri = scalarAt(map, 'storageUri');
  return uri && modelWord(uri);
}
