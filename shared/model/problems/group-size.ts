import { t } from '../../text/localize.ts';
import type { Fact } from '../fact.ts';
import type { ModelProblem } from '../model-problem.ts';
import type { Quantization, QuantizationScheme } from '../quantization.ts';
import { literal, type ReadModel, shortKey } from './read-model.ts';

const none: readonly ModelProblem[] = [];

/** Group sizes and bit widths that the quantization method itself does not have: no such checkpoint can exist. */
export function findGroupSizeProblems({ quantization, decoder, root }: ReadModel): readonly ModelProblem[] {
  if (quantization === undefined || quantization.path !== root.path) return none;
  if (quantization.algorithm?.value === 'MIXED_PRECISION' || quantization.schemes.length === 0) return none;
  const problems: ModelProblem[] = [];
  for (const scheme of quantization.schemes) {
    const { bits, groupSize } = scheme.weights;
    const wrong = (groupSize && groupProblem(quantization, scheme, groupSize)) ?? (bits && bitsProblem(quantization, bits));
    const problem = wrong ?? (groupSize && inputProblem(quantization, groupSize, decoder.hiddenSize));
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function groupProblem(quantization: Quantization, scheme: QuantizationScheme, group: Fact<number>): ModelProblem | undefined {
  if (literal(group) === undefined) return undefined;
  if (group.value === 0)
    return problemAt(group, () => t('{0} 0: a group has at least one element, or -1 for a whole row', shortKey(group)));
  const only = fixedGroup(quantization, scheme);
  if (only === undefined || group.value === only.size) return undefined;
  return problemAt(group, () => t('{0} {1}: {2} has groups of {3}', shortKey(group), group.value, only.name, only.size));
}

/** NVFP4 is defined with a scale for each 16 elements, MXFP4 for each 32. */
function fixedGroup(quantization: Quantization, scheme: QuantizationScheme): { readonly name: string; readonly size: number } | undefined {
  const name = (scheme.format?.value ?? quantization.algorithm?.value ?? '').toLowerCase();
  if (scheme.weights.type !== 'float' || scheme.weights.bits?.value !== 4) return undefined;
  if (name.startsWith('nvfp4')) return { name: 'NVFP4', size: 16 };
  return name.startsWith('mxfp4') ? { name: 'MXFP4', size: 32 } : undefined;
}

function bitsProblem({ method }: Quantization, bits: Fact<number>): ModelProblem | undefined {
  if (method.value !== 'gptq' || literal(bits) === undefined || [2, 3, 4, 8].includes(bits.value)) return undefined;
  return problemAt(bits, () => t('{0} {1}: GPTQ has 2, 3, 4 and 8 bits', shortKey(bits), bits.value));
}

/** AutoAWQ refuses a layer whose input is not whole groups; the hidden size is the input of q, k, v, gate and up. */
function inputProblem(quantization: Quantization, group: Fact<number>, hidden: Fact<number> | undefined): ModelProblem | undefined {
  const size = literal(hidden);
  if (quantization.method.value !== 'awq' || !literal(group) || !size || group.value < 1 || size.value % group.value === 0)
    return undefined;
  return {
    ...problemAt(group, () =>
      t(
        '{0} {1} does not divide {2} {3}: {3} % {1} = {4}',
        shortKey(group),
        group.value,
        shortKey(size),
        size.value,
        size.value % group.value,
      ),
    ),
    related: { span: size.span, message: () => t('{0} {1}', shortKey(size), size.value) },
  };
}

function problemAt(fact: Fact<number>, message: () => string): ModelProblem {
  return { rule: 'config-group-size', path: fact.path, span: fact.span, severity: 'error', message };
}
