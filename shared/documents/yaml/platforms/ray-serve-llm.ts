import { keywordsOf } from '../keywords-of.ts';
import { mapAt, scalarAt, textAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** Ray Serve LLM: an item of `llm_configs`, which gives `engine_kwargs` to vLLM. */
export const rayServeLlm: Shape = {
  name: 'ray-serve-llm',
  read: (map) => {
    const loading = mapAt(map, 'model_loading_config') ?? olderOf(map);
    if (loading === undefined) return undefined;
    const options = mapAt(map, 'engine_kwargs');
    const model = modelOf(loading);
    const own =
      options === undefined ? { given: [], complete: !map.entries.has('engine_kwargs') } : keywordsOf(options, undefined, options.span);
    const keywords = { callee: 'yaml:vllm', calleeSpan: loading.span, given: [...model, ...own.given], complete: own.complete };
    return {
      commands: [keywordCommand({ at: loading.span, span: map.span }, keywords)],
      taken: options === undefined ? [loading] : [loading, options],
    };
  },
};

/** Before there was such a part, the model stood beside the options: `type: VLLMEngine`. */
function olderOf(map: YamlMap): YamlMap | undefined {
  return textAt(map, 'type') === 'VLLMEngine' && mapAt(map, 'engine_kwargs') !== undefined ? map : undefined;
}

/** What stands in a bucket is not known; without a source, the name is where the model comes from. */
function modelOf(loading: YamlMap) {
  if (mapAt(loading, 'model_source') !== undefined) return [];
  if (scalarAt(loading, 'hf_model_id') !== undefined) return modelKeyword(loading, 'hf_model_id');
  return modelKeyword(loading, scalarAt(loading, 'model_source') === undefined ? 'model_id' : 'model_source');
}
