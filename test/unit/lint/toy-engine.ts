import type { Constraint, Engine, Launch, Layout, Sizes } from '../../../shared/engines/engine.ts';
import { unknownHardware } from '../../../shared/engines/hardware.ts';
import type { AnalysedLaunch } from '../../../shared/lint/analysis.ts';
import type { Fact } from '../../../shared/model/fact.ts';
import type { ModelConfig } from '../../../shared/model/model-config.ts';
import { validSizes } from '../../../shared/plan/valid-sizes.ts';

/** A number that stands in config.json at an offset made of its key. */
export function fact<T>(key: string, value: T, start = key.length * 10): Fact<T> {
  return { value, path: '/models/toy/config.json', span: { start, end: start + String(value).length }, key };
}

/** A dense model with the given numbers and nothing else. */
export function toyModel(heads: number | undefined, width: number, groupSize?: number): ModelConfig {
  const nothing = undefined;
  return {
    path: '/models/toy/config.json',
    architectures: [],
    modelType: nothing,
    decoder: {
      section: '',
      modelType: nothing,
      layers: nothing,
      hiddenSize: nothing,
      attentionHeads: heads === undefined ? nothing : fact('num_attention_heads', heads),
      keyValueHeads: nothing,
      keyValueHeadsByLayer: nothing,
      headDim: nothing,
      intermediateSize: fact('intermediate_size', width),
      intermediateSizeByLayer: nothing,
      vocabularySize: nothing,
      maxPositionEmbeddings: nothing,
      layerTypes: nothing,
      tiedEmbeddings: nothing,
      latentAttention: nothing,
      experts: nothing,
      stateSpace: nothing,
      linearAttention: nothing,
    },
    vision: nothing,
    audio: nothing,
    quantization: groupSize === undefined ? nothing : groups(groupSize),
    dtype: nothing,
    problems: [],
  };
}

function groups(groupSize: number): ModelConfig['quantization'] {
  const weights = { bits: fact('bits', 4), type: 'int', strategy: 'group', groupSize: fact('group_size', groupSize) } as const;
  return {
    method: fact('quant_method', 'awq'),
    path: '/models/toy/config.json',
    span: { start: 0, end: 0 },
    source: 'config.json',
    schemes: [
      {
        targets: [],
        weights: { ...weights, block: undefined, symmetric: undefined, actOrder: undefined },
        activations: undefined,
        format: undefined,
      },
    ],
    ignored: undefined,
    ignoredSyntax: 'names',
    actOrder: undefined,
    symmetric: undefined,
    zeroPoint: undefined,
    format: undefined,
    algorithm: undefined,
    loadIn4Bit: undefined,
    loadIn8Bit: undefined,
  };
}

/** A demand that `ok` states for a tensor-parallel size; what it says is made of its rule. */
export function demand(rule: string, ok: (size: number) => boolean | undefined, more: Partial<Constraint> = {}): Constraint {
  return {
    rule,
    title: () => rule,
    facts: [fact(rule, 1)],
    knobs: ['tensorParallelSize'],
    confidence: 'high',
    source: 'test',
    judge: ({ tensorParallelSize }: Layout) => {
      const holds = tensorParallelSize === undefined ? undefined : ok(tensorParallelSize);
      if (holds === undefined) return { outcome: 'unknown' };
      return holds ? { outcome: 'holds' } : { outcome: 'refuses', message: () => `${rule} fails at ${tensorParallelSize}` };
    },
    ...more,
  };
}

/** Heads and the MLP width divide by the size; each rank holds whole groups. */
export function toyConstraints(model: ModelConfig): readonly Constraint[] {
  const { attentionHeads: heads, intermediateSize: width } = model.decoder;
  const groupSize = model.quantization?.schemes[0]?.weights.groupSize;
  if (!width) return [];
  return [
    ...(heads ? [demand('attention-heads', (size) => heads.value % size === 0, { facts: [heads] })] : []),
    demand('mlp-width', (size) => width.value % size === 0, { facts: [width], knobs: ['tensorParallelSize', 'intermediateSize'] }),
    ...(groupSize
      ? [
          demand('quant-group', (size) => width.value % (size * groupSize.value) === 0, {
            facts: [width, groupSize],
            knobs: ['tensorParallelSize', 'intermediateSize'],
          }),
        ]
      : []),
  ];
}

export const toyEngine: Engine = {
  name: 'vllm',
  title: 'Toy',
  newest: { release: [2, 1], text: 'main', source: 'assumed' },
  lastRelease: [2, 0],
  recognize: () => [],
  launchOf: toyLaunch,
  sizeWords: new Map([['tensorParallelSize', 'size']]),
  layoutOf: (launch, sizes) => layoutAt({ ...sizes, tensorParallelSize: sizes?.tensorParallelSize ?? sizeOf(launch) }),
  constraints: (_launch, model) => toyConstraints(model),
};

export function toyLaunch(size: number): Launch {
  const place = { span: { start: 20, end: 21 }, editable: { start: 20, end: 21 } };
  const flagPlace = { span: { start: 0, end: 19 }, editable: undefined };
  return {
    engine: 'vllm',
    version: { release: [2, 1], text: 'main', source: 'assumed' },
    entryPoint: 'toy serve',
    model: undefined,
    options: new Map([
      ['tensorParallelSize', { name: 'tensorParallelSize', flag: '--tp', flagPlace, value: size, text: String(size), place }],
    ]),
    problems: [],
    command: undefined,
    gpus: undefined,
  };
}

function sizeOf(launch: Launch): number | undefined {
  const value = launch.options.get('tensorParallelSize')?.value;
  return typeof value === 'number' ? value : undefined;
}

export function layoutAt({ tensorParallelSize, ...others }: Partial<Sizes>): Layout {
  return {
    tensorParallelSize,
    pipelineParallelSize: 1,
    dataParallelSize: 1,
    decodeContextParallelSize: 1,
    prefillContextParallelSize: 1,
    expertParallel: false,
    attentionRanks: tensorParallelSize,
    mlpRanks: tensorParallelSize,
    expertSlices: tensorParallelSize,
    expertRanks: 1,
    gpus: tensorParallelSize,
    worldSize: tensorParallelSize,
    ...others,
  };
}

/** A launch of the toy engine with its model, as an analysis holds it. */
export function toyAnalysed(model: ModelConfig, size: number, constraints = toyConstraints(model)): AnalysedLaunch {
  const launch = toyLaunch(size);
  return {
    launch,
    engine: toyEngine,
    path: '/launch.sh',
    assumed: false,
    resolution: { kind: 'found', config: model, from: 'path' },
    model,
    layout: toyEngine.layoutOf(launch),
    hardware: unknownHardware,
    constraints,
    validTensorParallelSizes: validSizes(toyEngine, launch, model, constraints),
  };
}
