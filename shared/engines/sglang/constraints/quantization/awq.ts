import type { WeightScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint } from '../../../engine.ts';
import { expertGroupConstraints } from './expert-groups.ts';
import { integerLayer, type Objection, type RankShape } from './integer-layer.ts';
import { type Place, placedLayers } from './place.ts';

const source = 'SGLang quantization/awq/awq.py, awq/schemes/awq_marlin.py and awq_linear.py, marlin_utils.py, main of 2026-08-21';

/**
 * AWQ runs on Marlin from Ampere on. Whether Marlin can is asked before the layer has its shard, of the whole layer: a rank's shape
 * that it cannot take is then an error, not a way to the plain kernel.
 */
export function awqConstraints(place: Place, { bits, groupSize: group }: WeightScheme): readonly Constraint[] {
  const groupSize = group?.value;
  if (bits !== undefined && bits.value !== 4) return [wrongBits(place, bits.value)];
  if (groupSize === undefined || groupSize === 0) return [];
  const marlin = runsOnMarlin(place, groupSize);
  const objection = (shape: RankShape): Objection | undefined =>
    marlin ? objectionOfMarlin(shape, groupSize) : objectionOfPlain(shape, groupSize);
  return [
    ...placedLayers(place).map((layer) => integerLayer(layer, { group, groupSize, source, objection })),
    ...(marlin ? expertGroupConstraints(place, groupSize, group) : []),
  ];
}

function runsOnMarlin({ asked, quantization, hardware }: Place, groupSize: number): boolean {
  if (asked !== undefined && asked !== 'awq_marlin' && asked !== 'marlin') return false;
  if (hardware.computeCapability !== undefined && hardware.computeCapability < 80) return false;
  return quantization.zeroPoint?.value !== false && [-1, 32, 64, 128].includes(groupSize);
}

function objectionOfMarlin(shape: RankShape, groupSize: number): Objection | undefined {
  const { input, output, fullInput, fullOutput } = shape;
  const wholeFits = fullOutput % 64 === 0 && fullInput % 128 === 0;
  if (!wholeFits) return objectionOfPlain(shape, groupSize);
  const straddles = groupSize > 0 && groupSize < fullInput && input % groupSize !== 0;
  if (straddles) return { outcome: 'refuses', cause: 'group' };
  if (output % 64 === 0 && input % 128 === 0) return undefined;
  const plain = objectionOfPlain(shape, groupSize) === undefined;
  return {
    outcome: 'refuses',
    cause: 'tile',
    ...(plain ? { note: () => t('; --quantization awq runs it on the slower AWQ kernel') } : {}),
  };
}

function objectionOfPlain({ input, output }: RankShape, groupSize: number): Objection | undefined {
  if (groupSize > 0 && input % groupSize !== 0) return { outcome: 'refuses', cause: 'group' };
  return output % 8 === 0 ? undefined : { outcome: 'refuses', cause: 'pack' };
}

function wrongBits({ quantization }: Place, bits: number): Constraint {
  return {
    rule: 'quant-bits',
    title: () => t('bits {0}', bits),
    facts: [quantization.method],
    knobs: ['option'],
    confidence: 'high',
    source,
    judge: () => refuses(() => t('SGLang runs AWQ with 4 bits only, and this checkpoint has {0}', bits)),
  };
}
