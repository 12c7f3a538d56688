import type { Command } from '../../command.ts';
import type { Keyword } from '../../keywords.ts';
import { mapAt, textAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelBeside, optionKeywords, sizeEntry } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** A map that names its engine and gives it options: `engine: vllm` beside `engine_args: {model: …, tensor_parallel_size: 8}`. */
export const namedEngine: Shape = {
  name: 'named-engine',
  read: (map) => {
    const engine = engines.get((textAt(map, 'engine') ?? textAt(map, 'backend') ?? '').toLowerCase());
    const common = mapAt(map, 'engine_args') ?? mapAt(map, 'engine_kwargs');
    if (engine === undefined || common === undefined) return undefined;
    const own = mapAt(map, 'engine_args_specific', engine);
    return { commands: [commandOf(engine, map, common, own)], taken: own === undefined ? [common] : [common, own] };
  },
};

const engines: ReadonlyMap<string, string> = new Map([
  ['vllm', 'vllm'],
  ['sglang', 'sglang'],
  ['trtllm', 'trtllm'],
  ['tensorrt_llm', 'trtllm'],
]);

function commandOf(engine: string, map: YamlMap, common: YamlMap, own: YamlMap | undefined): Command {
  const options = optionKeywords(common, `yaml:${engine}`, common.span);
  const more = own === undefined ? { given: [], complete: true } : optionKeywords(own, `yaml:${engine}`, own.span);
  const isNamed = options.given.some(({ name }) => name === 'model' || name === 'model_path');
  const beside: readonly Keyword[] = isNamed ? [] : modelBeside(map);
  const keywords = { ...options, given: [...beside, ...options.given, ...more.given], complete: options.complete && more.complete };
  // Where the sizes stand.
  const at = own !== undefined && sizeEntry(own) !== undefined ? own.span : common.span;
  return keywordCommand({ at, span: map.span }, keywords);
}
