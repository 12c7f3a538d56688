import type { Command } from '../../command.ts';
import { keywordOf } from '../keywords-of.ts';
import { entriesOf, entryOf, mapAt, type YamlEntry, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** vLLM's recipes: `strategy_overrides: {single_node_tp: {tp: 4}}` for the model at the top. */
export const recipeSizes: Shape = {
  name: 'recipe-sizes',
  read: (map) => {
    const model = mapAt(map, 'model');
    const strategies = mapAt(map, 'strategy_overrides');
    if (model === undefined || strategies === undefined || !model.entries.has('min_vllm_version')) return undefined;
    const found = entriesOf(strategies).map((entry) => ({ entry, commands: commandOf(entry, model) }));
    const sized = found.filter(({ commands }) => commands.length > 0);
    if (sized.length === 0) return undefined;
    return { commands: sized.flatMap(({ commands }) => commands), taken: sized.map(({ entry }) => entry.value) };
  },
};

function commandOf({ keySpan, value }: YamlEntry, model: YamlMap): readonly Command[] {
  const size = value.kind === 'map' ? entryOf(value, 'tp') : undefined;
  if (size === undefined) return [];
  const given = [...modelKeyword(model, 'model_id'), keywordOf(size, 'tensor_parallel_size')];
  return [
    keywordCommand(
      { at: size.keySpan, span: { start: keySpan.start, end: value.span.end } },
      { callee: 'yaml:vllm', calleeSpan: keySpan, given, complete: false },
    ),
  ];
}
