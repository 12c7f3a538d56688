import type { ExpertParallelOption, Launch } from '../engine.ts';
import { expertParallelFlagBeside } from '../launches/hosts/expert-parallel-flag.ts';
import { numberOption, switchOption, textOption } from '../launches/options-of.ts';
import { atLeast } from '../version.ts';

/** Expert parallelism is a size inside the tensor-parallel size; its flag is written as the other size's is. */
export const expertParallelOption: ExpertParallelOption = {
  name: 'expertParallelSize',
  flagBeside: (tensorParallelFlag) =>
    expertParallelFlagBeside(tensorParallelFlag) ?? tensorParallelFlag.replace('tensor', 'expert').replace('tp', 'ep'),
  takes: 'size',
};

/** All-to-all backends that spread the experts over all ranks, whatever `--ep-size` says (arg_groups/overrides.py _a2a_ep_size). */
const spanningBackends: ReadonlySet<string> = new Set([
  'deepep',
  'deepep_v2',
  'mooncake',
  'nixl',
  'mori',
  'ascend_fuseep',
  'flashinfer',
  'megamoe',
  'pplx',
]);

/** True if the experts are spread over all tensor-parallel ranks; undefined: unknown. */
export function spansAllRanks(launch: Launch): boolean | undefined {
  const switches = ['enableEpMoe', 'enableDeepepMoe'].map((name) => switchOption(launch, name));
  if (switches.includes(true)) return true;
  if (launch.options.has('dwdpSize') || switches.includes(undefined)) return undefined;
  const backend = launch.options.get('moeA2aBackend');
  if (backend === undefined) return false;
  const name = textOption(launch, 'moeA2aBackend');
  return name === undefined ? undefined : spanningBackends.has(name);
}

/** The size that the launch asks for; undefined where it is unknown, or below 1. Up to 0.4.9 only a switch made it count. */
export function ownExpertParallelSize(launch: Launch): number | undefined {
  const size = numberOption(launch, 'expertParallelSize', 1);
  if (size === undefined || size < 1) return undefined;
  return size > 1 && !atLeast(launch.version.release, [0, 4, 10]) ? undefined : size;
}
