import type { Shape } from '../shape.ts';
import { chartModel } from './chart-model.ts';
import { chartOptions } from './chart-options.ts';
import { engineParts } from './engine-parts.ts';
import { flagLists, patches } from './flag-lists.ts';
import { kserveModel } from './kserve-model.ts';
import { kubeai } from './kubeai.ts';
import { llmD } from './llm-d.ts';
import { llmInferenceService } from './llm-inference-service.ts';
import { namedEngine } from './named-engine.ts';
import { opea } from './opea.ts';
import { optionsOfAnEngine } from './options-of-an-engine.ts';
import { productionStack } from './production-stack.ts';
import { rayServeLlm } from './ray-serve-llm.ts';
import { recipeSizes } from './recipe-sizes.ts';
import { llamafactory, training, verlRollout } from './training.ts';
import { truss } from './truss.ts';
import { trussMetadata } from './truss-metadata.ts';
import { workerArguments } from './worker-arguments.ts';

/** Manifests of platforms, each told by fields that are its own. */
export const platformShapes: readonly Shape[] = [
  kubeai,
  productionStack,
  llmInferenceService,
  llmD,
  kserveModel,
  rayServeLlm,
  engineParts,
  namedEngine,
  chartModel,
  chartOptions,
  truss,
  trussMetadata,
  recipeSizes,
  workerArguments,
  opea,
  verlRollout,
  training,
  llamafactory,
  patches,
];

/** Lists of arguments that no container has, and options of an engine; scripts are looked for in what is left. */
export const looseShapes: readonly Shape[] = [flagLists, optionsOfAnEngine];
