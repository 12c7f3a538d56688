import type { Engine, EngineName } from './engine.ts';
import { lmdeploy } from './lmdeploy/index.ts';
import { sglang } from './sglang/index.ts';
import { tgi } from './tgi/index.ts';
import { trtllm } from './trtllm/index.ts';
import { vllm } from './vllm/index.ts';

/** Every engine that launches are read and judged for; the first is the default. A new engine is a folder beside this file and a line here. */
export const engines: readonly [Engine, ...Engine[]] = [vllm, sglang, lmdeploy, trtllm, tgi];

/** The engine of that name; settings and launches know no other names than those of the list. */
export function engineOf(name: EngineName): Engine {
  return engines.find((engine) => engine.name === name) ?? engines[0];
}
