import type { Fact } from '../../../../model/fact.ts';
import type { Quantization, QuantizationScheme } from '../../../../model/quantization.ts';
import { t } from '../../../../text/localize.ts';
import { named, refuses } from '../../../demands/judgement.ts';
import type { Constraint } from '../../../engine.ts';
import { atLeast, type Release } from '../../../version.ts';

/** Bit widths, symmetry and group sizes that AWQ and GPTQ checkpoints may have in vLLM. */
export function bitsConstraints(quantization: Quantization, { weights }: QuantizationScheme, release: Release): readonly Constraint[] {
  if (quantization.method.value === 'awq') return awqBits(weights.bits);
  // Before v0.24 other settings had kernels of their own.
  if (quantization.method.value !== 'gptq' || !atLeast(release, [0, 24])) return [];
  return [...gptqBits(quantization, weights.bits), ...gptqGroup(weights.groupSize)];
}

function awqBits(bits: Fact<number> | undefined): readonly Constraint[] {
  if (bits === undefined || bits.value === 4) return [];
  return [
    bitsConstraint([bits], 'quantization/awq.py AWQConfig.__init__, 0.10 to main of 2026-07-23', () =>
      t('{0}: vLLM runs AWQ with 4 bits only', named(bits)),
    ),
  ];
}

/** A `dynamic` section gives modules bits of their own; then the numbers above it do not tell. */
function gptqBits({ symmetric, dynamicModules }: Quantization, bits: Fact<number> | undefined): readonly Constraint[] {
  if (bits === undefined || symmetric === undefined || dynamicModules !== undefined) return [];
  if (symmetric.value && (bits.value === 4 || bits.value === 8)) return [];
  const source = 'quantization/auto_gptq.py AutoGPTQConfig.__init__, v0.24 to main of 2026-07-23';
  return [
    bitsConstraint([bits, symmetric], source, () =>
      t('{0} with sym {1}: vLLM runs GPTQ with 4 or 8 symmetric bits only', named(bits), symmetric.value),
    ),
  ];
}

function gptqGroup(group: Fact<number> | undefined): readonly Constraint[] {
  if (group === undefined || [-1, 32, 64, 128].includes(group.value)) return [];
  const source = 'quantization/auto_gptq.py AutoGPTQLinearMethod.__init__ verify_marlin_supported, v0.24';
  const message = (): string => t('group_size {0} is not one of -1, 32, 64, 128, which vLLM runs GPTQ with', group.value);
  return [{ ...bitsConstraint([group], source, message), confidence: 'medium' }];
}

function bitsConstraint(facts: readonly Fact<unknown>[], source: string, message: () => string): Constraint {
  return {
    rule: 'quant-bits',
    title: () => t('bits'),
    facts,
    knobs: ['option'],
    confidence: 'high',
    source: `vLLM ${source}`,
    judge: () => refuses(message, () => message()),
  };
}
