import type { Launch, Layout, Sizes } from '../engine.ts';
import { numberOption, switchOption } from '../launches/options-of.ts';
import { ownExpertParallelSize, spansAllRanks } from './expert-parallel.ts';

/** What SGLang knows beside the sizes of every engine. */
export interface SglangLayout extends Layout {
  /** Copies of the attention inside the tensor-parallel ranks: data-parallel attention × context parallel. */
  readonly attentionCopies: number | undefined;
  /** Copies of the experts inside the tensor-parallel ranks. */
  readonly moeDataParallelSize: number | undefined;
}

/**
 * What the sizes mean for SGLang: the tensor-parallel size is the world of one pipeline stage. Attention is split over TP / (DP attention
 * × attention CP) of its ranks, experts are cut into TP / EP / MoE DP slices (distributed/parallel_state.py
 * initialize_model_parallel, layers/dp_attention.py compute_dp_attention_world_info). Data parallelism without DP attention copies the server.
 */
export function layoutOfSglang(launch: Launch, sizes?: Partial<Sizes>): SglangLayout {
  const own = ownSizes(launch);
  const tp = sizes && 'tensorParallelSize' in sizes ? sizes.tensorParallelSize : own.tensorParallelSize;
  const pp = sizes && 'pipelineParallelSize' in sizes ? sizes.pipelineParallelSize : own.pipelineParallelSize;
  const dp = sizes && 'dataParallelSize' in sizes ? sizes.dataParallelSize : own.dataParallelSize;
  const asked = sizes && 'expertParallelSize' in sizes ? sizes.expertParallelSize : own.expertParallelSize;
  const ep = own.spansAllRanks === undefined ? undefined : own.spansAllRanks ? tp : asked;
  const attentionCopies = times(own.attentionIsCopied === undefined ? undefined : own.attentionIsCopied ? dp : 1, own.contextParallelSize);
  const worldSize = times(tp, pp);
  return {
    tensorParallelSize: tp,
    pipelineParallelSize: pp,
    dataParallelSize: dp,
    decodeContextParallelSize: own.decodeContextParallelSize,
    prefillContextParallelSize: own.contextParallelSize,
    expertParallel: ep === undefined ? undefined : ep > 1,
    expertParallelSize: ep,
    attentionRanks: share(tp, attentionCopies),
    mlpRanks: tp,
    expertSlices: share(tp, times(ep, own.moeDataParallelSize)),
    expertRanks: ep,
    worldSize,
    gpus: own.attentionIsCopied === undefined ? undefined : own.attentionIsCopied ? worldSize : times(worldSize, dp),
    attentionCopies,
    moeDataParallelSize: own.moeDataParallelSize,
  };
}

interface OwnSizes {
  readonly tensorParallelSize: number | undefined;
  readonly pipelineParallelSize: number | undefined;
  readonly dataParallelSize: number | undefined;
  readonly decodeContextParallelSize: number | undefined;
  readonly contextParallelSize: number | undefined;
  readonly moeDataParallelSize: number | undefined;
  readonly expertParallelSize: number | undefined;
  readonly spansAllRanks: boolean | undefined;
  readonly attentionIsCopied: boolean | undefined;
}

let lastRead: { readonly launch: Launch; readonly sizes: OwnSizes } | undefined;

/** A launch's sizes are read from its options once, then asked for at every candidate size. */
function ownSizes(launch: Launch): OwnSizes {
  if (lastRead?.launch === launch) return lastRead.sizes;
  const sizes: OwnSizes = {
    tensorParallelSize: size(launch, 'tensorParallelSize'),
    pipelineParallelSize: size(launch, 'pipelineParallelSize'),
    dataParallelSize: size(launch, 'dataParallelSize'),
    decodeContextParallelSize: size(launch, 'decodeContextParallelSize'),
    contextParallelSize: size(launch, 'attentionContextParallelSize'),
    moeDataParallelSize: size(launch, 'moeDataParallelSize'),
    expertParallelSize: ownExpertParallelSize(launch),
    spansAllRanks: spansAllRanks(launch),
    attentionIsCopied: switchOption(launch, 'enableDpAttention'),
  };
  lastRead = { launch, sizes };
  return sizes;
}

/** Sizes below 1 are refused by themselves; for the other rules they are unknown. */
function size(launch: Launch, name: string): number | undefined {
  const value = numberOption(launch, name, 1);
  return value !== undefined && value < 1 ? undefined : value;
}

function times(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a * b;
}

/**
 * 1 where it does not come out even: that is refused by itself, and a number that is not known would hide at every size what
 * is refused at some (plan/valid-sizes.ts leaves out what is unknown at size 1).
 */
function share(ranks: number | undefined, parts: number | undefined): number | undefined {
  if (ranks === undefined || parts === undefined) return undefined;
  return ranks % parts === 0 ? ranks / parts : 1;
}
