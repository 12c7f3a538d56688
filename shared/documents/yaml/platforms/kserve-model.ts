import type { Word } from '../../command.ts';
import { headOf, tailOf } from '../../shell/wrappers/options.ts';
import { wordsOfList } from '../list-words.ts';
import { listAt, scalarAt, textAt, valueAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { environmentOf } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/** The model of a KServe `InferenceService`, which its server of Hugging Face models gives vLLM where sizes are among the arguments. */
export const kserveModel: Shape = {
  name: 'kserve-model',
  read: (map) => {
    const args = listAt(map, 'args');
    const isServed = ['huggingface', 'vllm'].includes(textAt(map, 'modelFormat', 'name') ?? '');
    const words = args === undefined ? [] : wordsOfList(args);
    if (args === undefined || !isServed || !words.some(isSize)) return undefined;
    const launch = { at: args.span, span: map.span, environment: environmentOf(valueAt(map, 'env')), insertion: insertIntoList(args) };
    const model = modelOf(map, words);
    const named = model === undefined ? [] : modelWords('--model', model);
    return { commands: [platformCommand(launch, [...programWords('vllm', args.span), ...named, ...words])], taken: [args] };
  },
};

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
