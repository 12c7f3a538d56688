import type { ModelConfig } from '../../model/model-config.ts';
import type { Constraint, ConstraintContext, Engine, Launch } from '../engine.ts';
import { launchesBy } from '../launches/recognize.ts';
import { backendOf } from './backend.ts';
import { machineConstraints } from './constraints/machines.ts';
import { layoutConstraints } from './constraints/parallel-layout.ts';
import { pytorchConstraints } from './constraints/pytorch/index.ts';
import { sizeConstraints } from './constraints/sizes.ts';
import { turbomindConstraints } from './constraints/turbomind/index.ts';
import { lmdeployLaunches } from './launches.ts';
import { layoutOfLmdeploy } from './layout.ts';

const sizeWords: ReadonlyMap<string, string> = new Map([
  ['tensorParallelSize', 'tp'],
  ['dataParallelSize', 'dp'],
  ['expertParallelSize', 'ep'],
  ['contextParallelSize', 'cp'],
]);

/** LMDeploy, 0.7 to 0.16: TurboMind and the PyTorch engine, of which the model decides as much as the launch. */
export const lmdeploy: Engine = {
  ...launchesBy(lmdeployLaunches),
  resolve: backendOf,
  sizeWords,
  layoutOf: layoutOfLmdeploy,
  constraints: lmdeployConstraints,
};

/** Nothing where it is not known which of the two runs. */
function lmdeployConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  const { variant } = launch;
  if (variant !== 'turbomind' && variant !== 'pytorch') return sizeConstraints(launch);
  return [
    ...sizeConstraints(launch),
    ...layoutConstraints(launch),
    ...machineConstraints(launch, context),
    ...(variant === 'turbomind' ? turbomindConstraints(launch, model) : pytorchConstraints(launch, model)),
  ];
}
