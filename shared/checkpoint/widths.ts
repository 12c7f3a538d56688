import type { Fact } from '../model/fact.ts';
import type { ModelConfig } from '../model/model-config.ts';

/** The MLPs that a model's config gives a width of their own. */
export type MlpRole = 'dense' | 'routed' | 'shared' | 'vision';

export const mlpRoles = ['dense', 'routed', 'shared', 'vision'] as const satisfies readonly MlpRole[];

/** Inner width of the MLPs of a kind, as the config says it. */
export function widthFact({ decoder, vision }: ModelConfig, role: MlpRole): Fact<number> | undefined {
  if (role === 'dense') return decoder.intermediateSize;
  if (role === 'routed') return decoder.experts?.intermediateSize;
  if (role === 'shared') return decoder.experts?.sharedIntermediateSize;
  return vision?.intermediateSize;
}

/** How an MLP is to grow, in elements. */
export interface Widening {
  readonly from: number;
  readonly to: number;
}

/** The kinds of MLP whose width differs between two readings of a config. */
export function wideningsOf(before: ModelConfig, after: ModelConfig): ReadonlyMap<MlpRole, Widening> {
  const found = new Map<MlpRole, Widening>();
  for (const role of mlpRoles) {
    const from = widthFact(before, role)?.value;
    const to = widthFact(after, role)?.value;
    if (from !== undefined && to !== undefined && from !== to) found.set(role, { from, to });
  }
  return found;
}

/** The widths that the config writes, each once. */
export function widthFields(model: ModelConfig): readonly Fact<number>[] {
  const fields = new Map<string, Fact<number>>();
  for (const role of mlpRoles) {
    const fact = widthFact(model, role);
    if (fact && fact.derived === undefined && fact.value > 0 && !fields.has(fact.key)) fields.set(fact.key, fact);
  }
  return [...fields.values()];
}

/** A config with other widths, and what is known of them. */
export interface PaddedWidths {
  readonly text: string;
  readonly model: ModelConfig;
  /** Widths that change. */
  readonly changed: readonly { readonly key: string; readonly from: number; readonly to: number }[];
  readonly valid: readonly number[] | undefined;
  /** What still stands against one of the sizes, in the engine's words. */
  readonly remaining: readonly string[];
}
