import type { WeightScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import { expertModules, keepsQuantized } from '../../../demands/quantized-layers.ts';
import type { Constraint } from '../../../engine.ts';
import { integerLayer, type Objection, type RankShape } from './integer-layer.ts';
import { type Place, placedLayers } from './place.ts';

const source = 'SGLang quantization/gptq/gptq.py, gptq/schemes/gptq_marlin.py and gptq_linear.py, main of 2026-08-21';

/** GPTQ runs on Marlin where bits, symmetry and group suit it: then nobody looks at the shape of a rank. Otherwise, or if asked, the plain kernel does. */
export function gptqConstraints(place: Place, { bits, groupSize: group }: WeightScheme): readonly Constraint[] {
  const groupSize = group?.value;
  if (groupSize === undefined || groupSize === 0 || bits === undefined) return [];
  const { quantization } = place;
  const marlin = runsOnMarlin(place, bits.value, groupSize);
  const actOrder = quantization.actOrder?.value === true && groupSize !== -1;
  const objection = (shape: RankShape): Objection | undefined =>
    marlin ? objectionOfMarlin(shape, groupSize, actOrder) : objectionOfPlain(shape, groupSize, bits.value);
  const layers = placedLayers(place).map((layer) => integerLayer(layer, { group, groupSize, source, objection }));
  return marlin ? layers : [...layers, ...withoutExperts(place)];
}

function runsOnMarlin({ asked, quantization, hardware }: Place, bits: number, groupSize: number): boolean {
  if (asked !== undefined && asked !== 'gptq_marlin' && asked !== 'marlin') return false;
  if (hardware.computeCapability !== undefined && hardware.computeCapability < 80) return false;
  return quantization.symmetric?.value === true && (bits === 4 || bits === 8) && [-1, 32, 64, 128].includes(groupSize);
}

/** No check in Python: a group that straddles two ranks ends in the kernel or in wrong answers; users reported the latter. */
function objectionOfMarlin({ input, output }: RankShape, groupSize: number, actOrder: boolean): Objection | undefined {
  if (groupSize > 0 && !actOrder && input % groupSize !== 0)
    return {
      outcome: 'corrupts',
      cause: 'group',
      confidence: 'medium',
      note: () => t(': SGLang does not check this, and the ranks read scales of other groups'),
    };
  const fits = (input % 128 === 0 && output % 64 === 0) || (input % 64 === 0 && output % 128 === 0);
  return fits ? undefined : { outcome: 'refuses', cause: 'tile', confidence: 'low' };
}

function objectionOfPlain({ input, output }: RankShape, groupSize: number, bits: number): Objection | undefined {
  if (groupSize > 0 && input % groupSize !== 0) return { outcome: 'refuses', cause: 'group' };
  return bits !== 4 || output % 8 === 0 ? undefined : { outcome: 'refuses', cause: 'pack' };
}

/** The plain method has no experts. */
function withoutExperts({ model, quantization, asked }: Place): readonly Constraint[] {
  const { experts } = model.decoder;
  if (asked !== 'gptq' || experts === undefined || !keepsQuantized(model, quantization, expertModules(model))) return [];
  return [
    {
      rule: 'quant-method',
      title: () => t('quantization'),
      facts: [quantization.method, experts.count],
      option: 'quantization',
      knobs: ['option'],
      confidence: 'high',
      source,
      judge: () => refuses(() => t('--quantization gptq does not run a mixture of experts: drop it, or use gptq_marlin')),
    },
  ];
}
