import type { Launch, Layout, Sizes } from '../engine.ts';
import { numberOption, switchOption } from '../launches/options-of.ts';
import { isUnread } from './options-file.ts';

/** Sizes that TensorRT-LLM has beside the usual ones. */
export interface OwnSizes {
  /** Undefined: unknown. */
  readonly contextParallelSize: number | undefined;
  /** Ranks that each expert is cut into, experts are spread over, and clusters; `undefined` in a known product is not written. */
  readonly experts: ExpertSizes | undefined;
  readonly attentionDataParallel: boolean | undefined;
}

export interface ExpertSizes {
  readonly slices: number;
  readonly ranks: number;
  readonly clusters: number;
}

/**
 * TP is the world of a pipeline stage. Experts have a grid of their own on the same ranks; attention data parallelism keeps the
 * attention whole on each (tensorrt_llm/mapping.py `Mapping.__init__`, _torch/modules/attention.py).
 */
export function layoutOfTrtllm(launch: Launch, sizes?: Partial<Sizes>): Layout {
  const tp = sizes && 'tensorParallelSize' in sizes ? sizes.tensorParallelSize : size(launch, 'tensorParallelSize');
  const pp = sizes && 'pipelineParallelSize' in sizes ? sizes.pipelineParallelSize : size(launch, 'pipelineParallelSize');
  const own = ownSizesOf(launch, tp, sizes);
  const cp = own.contextParallelSize;
  const whole = own.attentionDataParallel;
  const worldSize = times(times(tp, pp), cp);
  return {
    tensorParallelSize: tp,
    pipelineParallelSize: pp,
    dataParallelSize: 1,
    decodeContextParallelSize: 1,
    prefillContextParallelSize: 1,
    expertParallel: own.experts === undefined ? undefined : own.experts.ranks > 1,
    expertParallelSize: own.experts?.ranks,
    attentionRanks: whole === undefined ? undefined : times(whole ? 1 : tp, cp),
    // With attention data parallelism the MLP differs from class to class.
    mlpRanks: whole === false || tp === 1 ? tp : undefined,
    expertSlices: cp === 1 ? own.experts?.slices : undefined,
    expertRanks: own.experts?.ranks,
    worldSize,
    gpus: worldSize,
  };
}

/** Sizes of the launch with the candidates in `sizes`; where a file that wins was not read, none is known. */
export function ownSizesOf(launch: Launch, tensorParallelSize: number | undefined, sizes?: Partial<Sizes>): OwnSizes {
  const contextParallelSize = size(launch, 'contextParallelSize');
  const attentionDataParallel = isUnread(launch) ? undefined : switchOption(launch, 'enableAttentionDp');
  const ranks = sizes && 'expertParallelSize' in sizes ? sizes.expertParallelSize : optional(launch, 'expertParallelSize');
  const experts = expertSizes(tensorParallelSize, [
    optional(launch, 'moeTensorParallelSize'),
    ranks,
    optional(launch, 'moeClusterParallelSize') ?? 1,
  ]);
  return { contextParallelSize, attentionDataParallel, experts };
}

/** A factor that is not written is what the others leave, rounded down: the product is checked afterwards. */
function expertSizes(
  tensorParallelSize: number | undefined,
  [slices, ranks, clusters]: readonly [Written, Written, Written],
): ExpertSizes | undefined {
  if (tensorParallelSize === undefined || slices === 'unknown' || ranks === 'unknown' || typeof clusters !== 'number') return undefined;
  if (slices === undefined) {
    const over = ranks ?? 1;
    return { slices: Math.floor(tensorParallelSize / (over * clusters)), ranks: over, clusters };
  }
  return { slices, ranks: ranks ?? Math.floor(tensorParallelSize / (slices * clusters)), clusters };
}

/** A size, or undefined where it is not written. */
type Written = number | 'unknown' | undefined;

function optional(launch: Launch, name: string): Written {
  if (isUnread(launch)) return 'unknown';
  const option = launch.options.get(name);
  if (option === undefined) return launch.complete === false ? 'unknown' : undefined;
  return typeof option.value === 'number' && option.value >= 1 ? option.value : 'unknown';
}

/** Sizes below 1 are unknown to the rules. */
function size(launch: Launch, name: string): number | undefined {
  const value = isUnread(launch) ? undefined : numberOption(launch, name, 1);
  return value === undefined || value < 1 ? undefined : value;
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}
