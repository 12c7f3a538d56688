import { entryOf, mapAt, scalarAt, textAt, type YamlMap, type YamlScalar } from '../node.ts';
import type { Shape } from '../shape.ts';
import { wordOfNode } from '../words.ts';
import { optionOfField } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { platformCommand, programWords } from './platform-command.ts';

/** Values of a chart with vLLM's options as fields beside its image: `image: {repository: vllm/vllm-openai}`, `tensorParallelSize: 2`. */
export const chartOptions: Shape = {
  name: 'chart-options',
  read: (map) => {
    const size = entryOf(map, 'tensorParallelSize');
    if (size?.value.kind !== 'scalar' || !/vllm/i.test(imageOf(map) ?? '')) return undefined;
    const model = modelOf(map);
    const words = [
      ...programWords('vllm', size.keySpan),
      ...(model === undefined ? [] : modelWords('--model', modelWord(model))),
      ...fields.flatMap(([key, flag]) => optionOfField(map, key, flag)),
    ];
    const image = scalarAt(map, 'image');
    const launch = { at: size.keySpan, span: map.span, image: image && wordOfNode(image) };
    return { commands: [platformCommand(launch, words)], taken: [size.value] };
  },
};

const fields = [
  ['tensorParallelSize', '--tensor-parallel-size'],
  ['pipelineParallelSize', '--pipeline-parallel-size'],
  ['maxModelLen', '--max-model-len'],
  ['maxNumSeqs', '--max-num-seqs'],
  ['gpuMemoryUtilization', '--gpu-memory-utilization'],
  ['dtype', '--dtype'],
] as const;

function imageOf(map: YamlMap): string | undefined {
  return textAt(map, 'image') ?? textAt(map, 'image', 'repository');
}

function modelOf(map: YamlMap): YamlScalar | undefined {
  const part = mapAt(map, 'model');
  const named = part === undefined ? scalarAt(map, 'model') : (scalarAt(part, 'id') ?? scalarAt(part, 'name'));
  return typeof named?.value === 'string' && named.value.includes('/') ? named : undefined;
}
