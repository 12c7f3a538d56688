import type { Keyword } from '../../keywords.ts';
import { keywordOf } from '../keywords-of.ts';
import { entriesOf, entryOf, mapAt, textAt, type YamlEntry, type YamlMap } from '../node.ts';
import type { Found, Shape } from '../shape.ts';
import { fieldWord } from './field-words.ts';
import { modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** Baseten's Truss: an engine of TensorRT-LLM that is built for a number of GPUs, or runs as its second stack does, without a build. */
export const truss: Shape = {
  name: 'truss',
  read: (map) => {
    const entry = entryOf(map, 'trt_llm');
    if (entry?.value.kind !== 'map') return undefined;
    // A speculative pair has one of each beside the other.
    const pair = entriesOf(entry.value).filter(({ key }) => key === 'draft' || key === 'target');
    const found = [entry, ...pair].flatMap(foundIn);
    if (found.length === 0) return undefined;
    return { commands: found.flatMap(({ commands }) => commands), taken: found.flatMap(({ taken }) => taken) };
  },
};

function foundIn({ keySpan, value }: YamlEntry): readonly Found[] {
  const build = mapAt(value, 'build');
  if (value.kind !== 'map' || build === undefined) return [];
  const runtime = textAt(value, 'inference_stack') === 'v2' ? mapAt(value, 'runtime') : undefined;
  const given: readonly Keyword[] = [
    ...modelKeyword(mapAt(build, 'checkpoint_repository'), 'repo'),
    ...(runtime === undefined ? [...sizeOf(build, 'tensor_parallel_count'), built(keySpan)] : sizeOf(runtime, 'tensor_parallel_size')),
  ];
  const keywords = { callee: 'yaml:trtllm', calleeSpan: keySpan, given, complete: false };
  const commands = [keywordCommand({ at: build.span, span: value.span }, keywords)];
  return [{ commands, taken: runtime === undefined ? [build] : [build, runtime] }];
}

function sizeOf(map: YamlMap, key: string): readonly Keyword[] {
  const size = entryOf(map, key);
  return size === undefined ? [] : [keywordOf(size, 'tensor_parallel_size')];
}

/** Built engines, whose demands are not those of the PyTorch backend. */
function built(span: Keyword['nameSpan']): Keyword {
  return { name: 'backend', nameSpan: span, value: 'tensorrt', word: fieldWord('tensorrt', span) };
}
