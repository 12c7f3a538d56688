import type { Engine, EngineName } from './engine.ts';
import { vllm } from './vllm/index.ts';

/** Every engine that launches are read and judged for. A new engine is a folder beside this file and a line here. */
export const engines: readonly Engine[] = [vllm];

const byName: Readonly<Record<EngineName, Engine>> = { vllm };

export function engineOf(name: EngineName): Engine {
  return byName[name];
}
