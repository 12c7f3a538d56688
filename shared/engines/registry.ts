import type { Engine, EngineName, ListedEngine } from './engine.ts';
import { deepspeedMii } from './listed/deepspeed-mii.ts';
import { mlc } from './listed/mlc.ts';
import { transformers } from './listed/transformers.ts';
import { lmdeploy } from './lmdeploy/index.ts';
import { sglang } from './sglang/index.ts';
import { tgi } from './tgi/index.ts';
import { trtllm } from './trtllm/index.ts';
import { vllm } from './vllm/index.ts';

/** Every engine that launches are read and judged for; the first is the default. A new engine is a folder beside this file and a line here. */
export const engines: readonly [Engine, ...Engine[]] = [vllm, sglang, lmdeploy, trtllm, tgi];

/** Engines that `inspect` lists and that have no rules: nothing else knows of them. */
export const listedEngines: readonly ListedEngine[] = [mlc, deepspeedMii, transformers];

/** The engine of that name; settings and launches know no other names than those of the list. */
export function engineOf(name: EngineName): Engine {
  return engines.find((engine) => engine.name === name) ?? engines[0];
}
