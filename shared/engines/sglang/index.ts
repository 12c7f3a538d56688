import type { ModelConfig } from '../../model/model-config.ts';
import { type ContextOption, contextLengthConstraints } from '../demands/context-length.ts';
import type { Constraint, ConstraintContext, Engine, Launch } from '../engine.ts';
import { launchesBy } from '../launches/recognize.ts';
import { attentionConstraints } from './constraints/attention.ts';
import { attentionCopyConstraints } from './constraints/attention-copies.ts';
import { cpuConstraints, runsOnCpu } from './constraints/cpu.ts';
import { expertCopyConstraints } from './constraints/expert-copies.ts';
import { expertCountConstraints } from './constraints/expert-count.ts';
import { expertConstraints } from './constraints/experts.ts';
import { machineConstraints } from './constraints/machines.ts';
import { nodeConstraints } from './constraints/nodes.ts';
import { quantizationConstraints } from './constraints/quantization/index.ts';
import { sizeConstraints } from './constraints/sizes.ts';
import { towerConstraints } from './constraints/tower.ts';
import { widthConstraints } from './constraints/widths.ts';
import { expertParallelOption } from './expert-parallel.ts';
import { sglangLaunches } from './launches.ts';
import { layoutOfSglang } from './layout.ts';

const sizeWords: ReadonlyMap<string, string> = new Map([
  ['tensorParallelSize', 'tp-size'],
  ['pipelineParallelSize', 'pp-size'],
  ['dataParallelSize', 'dp-size'],
  ['expertParallelSize', 'ep-size'],
]);

/** SGLang, 0.4 to main of 2026-08-21. */
export const sglang: Engine = {
  ...launchesBy(sglangLaunches),
  expertParallel: expertParallelOption,
  sizeWords,
  layoutOf: layoutOfSglang,
  constraints: sglangConstraints,
};

/** In the order in which SGLang would refuse: the arguments, the ranks, then the layers as they are built. */
function sglangConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const cpu = runsOnCpu(launch);
  const arguments_ = [
    ...sizeConstraints(launch),
    ...nodeConstraints(launch),
    ...attentionCopyConstraints(launch),
    ...expertCopyConstraints(launch),
  ];
  if (cpu === undefined) return arguments_;
  if (cpu) return [...arguments_, ...cpuConstraints(launch, model)];
  return [
    ...arguments_,
    ...machineConstraints(launch, context),
    ...attentionConstraints(model),
    ...widthConstraints(launch, model),
    ...expertConstraints(launch, model),
    ...expertCountConstraints(launch, model),
    ...towerConstraints(launch, model),
    ...quantizationConstraints(launch, model, context),
    ...contextLengthConstraints(launch, model, contextOption),
  ];
}

const contextOption: ContextOption = {
  option: 'contextLength',
  variable: 'SGLANG_ALLOW_OVERWRITE_LONGER_CONTEXT_LEN',
  source: 'SGLang configs/model_config.py ModelConfig, main of 2026-08-21',
};
