import { listAt, mapAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelKeyword, optionKeywords, sizeEntry } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

const engines = ['vllm', 'sglang', 'trtllm'] as const;

/** Values of a chart with the sizes beside the model: `model: {name: …, tp_size: 8}`, and `serverArgs` under the engine's name. */
export const chartModel: Shape = {
  name: 'chart-model',
  read: (map) => {
    const model = mapAt(map, 'model');
    const size = model && sizeEntry(model);
    const engine = engines.find((name) => mapAt(map, name) !== undefined);
    if (model === undefined || size === undefined || engine === undefined) return undefined;
    const named = modelKeyword(model, 'name');
    const sizes = optionKeywords(model, `yaml:${engine}`, model.span);
    const more = serverArguments(map, engine);
    const given = [...named, ...sizes.given.filter(({ name }) => name !== 'name'), ...more.given];
    const keywords = { ...sizes, given, complete: false };
    return { commands: [keywordCommand({ at: size.keySpan, span: model.span }, keywords)], taken: [model] };
  },
};

function serverArguments(map: YamlMap, engine: string) {
  const args = mapAt(map, engine, 'serverArgs');
  const isList = listAt(map, engine, 'serverArgs') !== undefined;
  return args === undefined ? { given: [], complete: !isList } : optionKeywords(args, `yaml:${engine}`, args.span);
}
