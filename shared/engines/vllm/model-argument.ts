import type { EngineVersion } from '../engine.ts';
import type { Entry } from '../launches/entry-points.ts';
import { atLeast } from '../version.ts';

/**
 * True for `vllm serve`. The image's own entrypoint was the server module up to 0.10.2, which takes `--model` only, and is
 * `vllm serve` from 0.11.1 on; undefined in between.
 */
export function takesModelArgument({ entryPoint, ofImage }: Entry, { release }: EngineVersion): boolean | undefined {
  if (!ofImage) return entryPoint.model === 'argument';
  if (atLeast(release, [0, 11, 1])) return true;
  return atLeast(release, [0, 11]) ? undefined : false;
}
