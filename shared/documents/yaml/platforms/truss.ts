import type { Keyword } from '../../keywords.ts';
import { keywordOf } from '../keywords-of.ts';
import { entryOf, mapAt } from '../node.ts';
import type { Shape } from '../shape.ts';
import { fieldWord } from './field-words.ts';
import { modelKeyword } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/** Baseten's Truss: an engine of TensorRT-LLM that is built for a number of GPUs. */
export const truss: Shape = {
  name: 'truss',
  read: (map) => {
    const entry = entryOf(map, 'trt_llm');
    const build = mapAt(map, 'trt_llm', 'build');
    if (entry === undefined || build === undefined) return undefined;
    const size = entryOf(build, 'tensor_parallel_count');
    const given: readonly Keyword[] = [
      ...modelKeyword(mapAt(build, 'checkpoint_repository'), 'repo'),
      ...(size === undefined ? [] : [keywordOf(size, 'tensor_parallel_size')]),
      built(entry.keySpan),
    ];
    const keywords = { callee: 'yaml:trtllm', calleeSpan: entry.keySpan, given, complete: false };
    return { commands: [keywordCommand({ at: build.span, span: entry.value.span }, keywords)], taken: [build] };
  },
};

/** Built engines, whose demands are not those of the PyTorch backend. */
function built(span: Keyword['nameSpan']): Keyword {
  return { name: 'backend', nameSpan: span, value: 'tensorrt', word: fieldWord('tensorrt', span) };
}
