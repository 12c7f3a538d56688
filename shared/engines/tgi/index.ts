import type { ModelConfig } from '../../model/model-config.ts';
import { t } from '../../text/localize.ts';
import type { Constraint, ConstraintContext, Engine, Launch } from '../engine.ts';
import { launchesBy } from '../launches/recognize.ts';
import { attentionConstraints, stateSpaceConstraints } from './constraints/attention.ts';
import { machineConstraints } from './constraints/machines.ts';
import { quantizationConstraints } from './constraints/quantization/index.ts';
import { methodConstraints } from './constraints/quantization-method.ts';
import { stateRead } from './constraints/shards.ts';
import { towerConstraints } from './constraints/tower.ts';
import { widthConstraints } from './constraints/widths.ts';
import { type Family, familyOf } from './families.ts';
import { flavourOf } from './image.ts';
import { tgiLaunches } from './launches.ts';
import { layoutOfTgi } from './layout.ts';

const sizeWords: ReadonlyMap<string, string> = new Map([['tensorParallelSize', 'num-shard']]);

/** Text Generation Inference, 1.0 to main of 2026-01-08. */
export const tgi: Engine = {
  ...launchesBy(tgiLaunches),
  sizeWords,
  layoutOf: layoutOfTgi,
  constraints: tgiConstraints,
};

/** In the order in which TGI would refuse. Images of other backends have demands of their own, which are not known. */
function tgiConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext): readonly Constraint[] {
  if (flavourOf(launch.command?.image?.text) === 'other') return [notEstablished(model)];
  const family = familyOf(model);
  return [
    ...machineConstraints(launch, context),
    ...methodConstraints(launch, model, family),
    ...stateSpaceConstraints(model),
    ...(family === undefined ? [notEstablished(model)] : shapeConstraints(launch, model, context, family)),
  ];
}

function shapeConstraints(launch: Launch, model: ModelConfig, context: ConstraintContext, family: Family): readonly Constraint[] {
  return [
    ...attentionConstraints(model, family),
    ...widthConstraints(model),
    ...towerConstraints(model),
    ...quantizationConstraints(launch, model, context),
  ];
}

/** A single shard needs no split; what Transformers and other backends make of more is not known, and no size is promised. */
function notEstablished({ decoder }: ModelConfig): Constraint {
  const heads = decoder.attentionHeads;
  return {
    rule: 'attention-heads',
    title: () => t('heads {0}', heads?.value ?? ''),
    facts: heads === undefined ? [] : [heads],
    knobs: [],
    confidence: 'low',
    source: `TGI models/transformers_flash_causal_lm.py, ${stateRead}: not established`,
    judge: ({ tensorParallelSize: shards }) => ({ outcome: shards === 1 ? 'holds' : 'unknown' }),
  };
}
