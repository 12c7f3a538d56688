import type { ModelConfig } from '../../model/model-config.ts';
import type { Constraint, Engine, Launch } from '../engine.ts';
import { launchesBy } from '../launches/recognize.ts';
import { attentionConstraints } from './constraints/attention.ts';
import { expertConstraints } from './constraints/experts.ts';
import { legacyConstraints } from './constraints/legacy.ts';
import { machineConstraints } from './constraints/machines.ts';
import { notEstablished, nothingKnown } from './constraints/not-established.ts';
import { quantizationConstraints } from './constraints/quantization/index.ts';
import { methodConstraint } from './constraints/quantization/method.ts';
import { sizeConstraints } from './constraints/sizes.ts';
import { widthConstraints } from './constraints/widths.ts';
import { build, convert } from './entry-points.ts';
import { expertParallelOption } from './expert-parallel.ts';
import { trtllmLaunches } from './launches.ts';
import { layoutOfTrtllm } from './layout.ts';
import { isUnread, withOptionsFile } from './options-file.ts';

const sizeWords: ReadonlyMap<string, string> = new Map([
  ['tensorParallelSize', 'tp_size'],
  ['pipelineParallelSize', 'pp_size'],
  ['contextParallelSize', 'cp_size'],
  ['expertParallelSize', 'ep_size'],
]);

/** TensorRT-LLM's PyTorch backend, main of 2026-09, and a little of the older way over built engines. */
export const trtllm: Engine = {
  ...launchesBy(trtllmLaunches),
  withFiles: withOptionsFile,
  expertParallel: expertParallelOption,
  sizeWords,
  layoutOf: layoutOfTrtllm,
  constraints: trtllmConstraints,
};

/**
 * In the order in which TensorRT-LLM would refuse. A checkpoint that it does not read gets no further. An options file that was not found
 * may name another backend.
 */
function trtllmConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  if (launch.entryPoint === convert.name) return legacyConstraints(launch, model);
  if (launch.entryPoint === build.name || isUnread(launch) || !isPyTorch(launch)) return nothingKnown(model);
  const unread = methodConstraint(launch, model);
  if (unread !== undefined) return [unread];
  return [
    ...sizeConstraints(launch),
    ...quantizationConstraints(launch, model),
    ...attentionConstraints(launch, model),
    ...widthConstraints(launch, model),
    ...expertConstraints(launch, model),
    ...machineConstraints(launch, model),
    ...notEstablished(model),
  ];
}

function isPyTorch({ options }: Launch): boolean {
  const backend = options.get('backend');
  return backend === undefined || backend.value === 'pytorch';
}
