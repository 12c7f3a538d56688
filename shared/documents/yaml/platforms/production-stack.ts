import type { Word } from '../../command.ts';
import { wordsOfList } from '../list-words.ts';
import { listAt, mapAt, scalarAt, textAt, valueAt, type YamlMap, type YamlScalar } from '../node.ts';
import type { Found, Shape } from '../shape.ts';
import { wordOfNode } from '../words.ts';
import { environmentOf, fieldWord, optionOfField, switchOfField } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { gpusOf, insertIntoList, platformCommand, programWords } from './platform-command.ts';

/** vLLM production stack: an item of its chart's `modelSpec`, or a `VLLMRuntime`. */
export const productionStack: Shape = {
  name: 'production-stack',
  read: (map) => {
    if (textAt(map, 'kind') === 'VLLMRuntime') return runtime(map);
    const url = scalarAt(map, 'modelURL');
    const isModelSpec = url !== undefined && ['vllmConfig', 'repository', 'requestGPU', 'replicaCount'].some((key) => map.entries.has(key));
    return isModelSpec ? modelSpec(map, url) : undefined;
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

function modelSpec(map: YamlMap, url: YamlScalar): Found {
  const config = mapAt(map, 'vllmConfig');
  const extra = listAt(config, 'extraArgs');
  const launch = {
    at: url.span,
    span: map.span,
    environment: environmentOf(valueAt(map, 'env')),
    image: imageOf(map),
    // A cluster of Ray has the GPUs of several pods.
    gpus: map.entries.has('raySpec') ? undefined : gpusOf(valueAt(map, 'requestGPU')),
    insertion: insertIntoList(extra),
  };
  const words = [...serveWords(modelWord(url), launch.image), ...argumentsOf(config), ...(extra === undefined ? [] : wordsOfList(extra))];
  return { commands: [platformCommand(launch, words)], taken: [url, ...(config === undefined ? [] : [config])] };
}

function runtime(map: YamlMap): Found | undefined {
  const url = scalarAt(map, 'spec', 'model', 'modelURL');
  if (url === undefined) return undefined;
  const spec = mapAt(map, 'spec');
  const model = mapAt(map, 'spec', 'model');
  // Older ones have the engine's settings at the top of the spec.
  const config = mapAt(map, 'spec', 'vllmConfig') ?? spec;
  const extra = listAt(config, 'extraArgs');
  const image = scalarAt(map, 'spec', 'deploymentConfig', 'image', 'name');
  const launch = {
    at: url.span,
    span: map.span,
    environment: environmentOf(valueAt(config, 'env')),
    image: image && wordOfNode(image),
    gpus: gpusOf(valueAt(map, 'spec', 'deploymentConfig', 'resources', 'gpu')),
    insertion: insertIntoList(extra),
  };
  const words = [
    ...serveWords(modelWord(url), launch.image),
    ...argumentsOf(model),
    ...argumentsOf(config),
    ...(extra === undefined ? [] : wordsOfList(extra)),
  ];
  return { commands: [platformCommand(launch, words)], taken: [map] };
}

/** An image tells the version, and with it which options there are. */
function serveWords(model: Word, image: Word | undefined): readonly Word[] {
  const { start } = model.span;
  if (image === undefined) return [...programWords('vllm', model.span), ...modelWords('--model', model)];
  return [fieldWord('vllm', { start, end: start }), fieldWord('serve', { start, end: start }), model];
}

function argumentsOf(config: YamlMap | undefined): readonly Word[] {
  return [
    ...fields.flatMap(([key, flag]) => optionOfField(config, key, flag)),
    ...switchOfField(config, 'enableExpertParallel', '--enable-expert-parallel'),
  ];
}

/** `repository: vllm/vllm-openai` and `tag: v0.8.5` are one image. */
function imageOf(map: YamlMap): Word | undefined {
  const repository = scalarAt(map, 'repository');
  const tag = scalarAt(map, 'tag');
  if (repository === undefined) return undefined;
  const name = wordOfNode(repository);
  if (tag === undefined) return name;
  const version = wordOfNode(tag);
  const colon = { text: ':', span: { start: version.span.start, end: version.span.start }, origin: undefined };
  const text = name.text === undefined || version.text === undefined ? undefined : `${name.text}:${version.text}`;
  return { ...name, text, pieces: [...name.pieces, colon, ...version.pieces] };
}
