import type { ModelConfig } from '../../model/model-config.ts';
import type { Launch } from '../engine.ts';
import { atLeast, type Release } from '../version.ts';

/**
 * Classes that vLLM runs on its Transformers backend, and that have no plan there for splitting their layers: every rank
 * keeps them whole (models/registry.py, models/transformers/base.py). The first release that is certain to do so.
 */
const unplanned: ReadonlyMap<string, Release> = new Map([
  // Since 2026-07-01.
  ['GPTBigCodeForCausalLM', [0, 25]],
  // Since 2026-07-09.
  ['PersimmonForCausalLM', [0, 26]],
]);

/** True if every rank keeps all layers of the decoder whole; heads and vocabulary are split all the same. */
export function keepsLayersWhole({ version }: Launch, { architectures }: ModelConfig): boolean {
  const since = unplanned.get(architectures[0]?.value ?? '');
  return since !== undefined && atLeast(version.release, since);
}
