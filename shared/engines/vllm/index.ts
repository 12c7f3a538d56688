import type { ModelConfig } from '../../model/model-config.ts';
import { type ContextOption, contextLengthConstraints } from '../demands/context-length.ts';
import type { Constraint, ConstraintContext, Engine, Launch } from '../engine.ts';
import { expertParallelFlagBeside } from '../launches/hosts/expert-parallel-flag.ts';
import { launchesBy } from '../launches/recognize.ts';
import { attentionConstraints } from './constraints/attention.ts';
import { contextParallelConstraints } from './constraints/context-parallel.ts';
import { draftConstraints } from './constraints/draft.ts';
import { expertConstraints } from './constraints/experts.ts';
import { loraConstraints } from './constraints/lora.ts';
import { machineConstraints } from './constraints/machines.ts';
import { removedClass } from './constraints/model-class.ts';
import { pipelineConstraints } from './constraints/pipeline.ts';
import { quantizationConstraints } from './constraints/quantization/index.ts';
import { recurrentConstraints } from './constraints/recurrent.ts';
import { sizeConstraints } from './constraints/sizes.ts';
import { towerConstraints } from './constraints/tower.ts';
import { widthConstraints } from './constraints/widths.ts';
import { vllmLaunches } from './launches.ts';
import { layoutOfVllm } from './layout.ts';

const sizeWords: ReadonlyMap<string, string> = new Map([
  ['tensorParallelSize', 'tensor-parallel-size'],
  ['pipelineParallelSize', 'pipeline-parallel-size'],
  ['dataParallelSize', 'data-parallel-size'],
  ['decodeContextParallelSize', 'decode-context-parallel-size'],
  ['prefillContextParallelSize', 'prefill-context-parallel-size'],
]);

/** vLLM, 0.10 to main of 2026-08-17. */
export const vllm: Engine = {
  ...launchesBy(vllmLaunches),
  expertParallel: {
    name: 'enableExpertParallel',
    flagBeside: (flag) => expertParallelFlagBeside(flag) ?? '--enable-expert-parallel',
    takes: 'nothing',
  },
  sizeWords,
  layoutOf: layoutOfVllm,
  constraints: vllmConstraints,
};

/**
 * In the order in which vLLM would refuse: what the config alone tells first, then the layers, then the weights. A class that the named
 * release does not have gets no further.
 */
function vllmConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const removed = removedClass(launch, model);
  if (removed !== undefined && launch.version.source !== 'assumed') return [removed];
  return [
    ...(removed === undefined ? [] : [removed]),
    ...sizeConstraints(launch),
    ...attentionConstraints(launch, model),
    ...widthConstraints(launch, model),
    ...expertConstraints(launch, model),
    ...recurrentConstraints(model),
    ...towerConstraints(launch, model),
    ...pipelineConstraints(launch, model),
    ...machineConstraints(launch, model, context),
    ...contextParallelConstraints(launch, model),
    ...quantizationConstraints(launch, model, context),
    ...draftConstraints(launch, context),
    ...loraConstraints(launch),
    ...contextLengthConstraints(launch, model, contextOption),
  ];
}

const contextOption: ContextOption = {
  option: 'maxModelLen',
  variable: 'VLLM_ALLOW_LONG_MAX_MODEL_LEN',
  source: 'vLLM config/model.py _get_and_verify_max_len, main of 2026-07-23',
};
