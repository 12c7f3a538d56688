/** How a family stores gate and up in one matrix: one half after the other, or the rows of both in turn. */
export type FusedLayout = 'halves' | 'pairs';

/** By `model_type` of the model or of its decoder; undefined for a family whose layout is not known: it cannot be seen from the shape. */
export function fusedLayoutOf(modelTypes: readonly string[]): FusedLayout | undefined {
  return modelTypes.map((type) => layouts.get(type)).find((layout) => layout !== undefined);
}

/**
 * Stacked experts whose two inner sides are equal do not show which one is the width: then the family tells whether a matrix is stored
 * with the input first (`in-out`) or with the output first, as linear layers are.
 */
export function stackOrderOf(modelTypes: readonly string[]): 'in-out' | 'out-in' | undefined {
  return modelTypes.map((type) => orders.get(type)).find((order) => order !== undefined);
}

const halves = [
  'phi3',
  'phi3_v',
  'phi4_multimodal',
  'glm',
  'glm4',
  'glm4_0414',
  'chatglm',
  'llama4',
  'llama4_text',
  'qwen3_vl_moe',
  'qwen3_vl_moe_text',
  'qwen3_omni_moe_text',
  'qwen3_5_moe',
  'qwen3_5_moe_text',
  'granitemoe',
  'granitemoeshared',
  'granitemoehybrid',
];

const layouts: ReadonlyMap<string, FusedLayout> = new Map([
  ...halves.map((type) => [type, 'halves'] as const),
  ['gpt_oss', 'pairs'] as const,
]);

const orders: ReadonlyMap<string, 'in-out' | 'out-in'> = new Map([
  ['gpt_oss', 'in-out'],
  ['llama4', 'in-out'],
  ['llama4_text', 'in-out'],
  ['qwen3_vl_moe', 'in-out'],
  ['qwen3_vl_moe_text', 'in-out'],
  ['qwen3_5_moe', 'out-in'],
  ['qwen3_5_moe_text', 'out-in'],
  ['granitemoe', 'out-in'],
  ['granitemoeshared', 'out-in'],
  ['granitemoehybrid', 'out-in'],
]);
