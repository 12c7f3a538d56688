import type { Fact } from './fact.ts';
import type { ModelProblem } from './model-problem.ts';
import type { Quantization } from './quantization.ts';

/**
 * What the files of a checkpoint say about the model's shape. A field is `undefined` where the files do not say it and no rule
 * of the family derives it: then it is unknown, and what needs it stays silent.
 */
export interface ModelConfig {
  /** Path of the config.json (or params.json) that was read. */
  readonly path: string;
  /** Class names in `architectures`, first one first. Empty where the file names none. */
  readonly architectures: readonly Fact<string>[];
  readonly modelType: Fact<string> | undefined;
  /** The decoder, wherever the file keeps it (`text_config`, `llm_config`, `thinker_config.text_config`, top level). */
  readonly decoder: DecoderShape;
  readonly vision: TowerShape | undefined;
  readonly audio: TowerShape | undefined;
  readonly quantization: Quantization | undefined;
  /** `torch_dtype` or `dtype`. */
  readonly dtype: Fact<string> | undefined;
  readonly problems: readonly ModelProblem[];
}

/** Head counts, widths and layer counts of a decoder. Widths are in elements, never bytes. */
export interface DecoderShape {
  /** Key prefix of the section that was read: '' for the top level, else `text_config`, … */
  readonly section: string;
  readonly modelType: Fact<string> | undefined;
  readonly layers: Fact<number> | undefined;
  readonly hiddenSize: Fact<number> | undefined;
  /** 0 heads: the model has no attention at all. */
  readonly attentionHeads: Fact<number> | undefined;
  /** Equal to the attention heads where no key says otherwise. */
  readonly keyValueHeads: Fact<number> | undefined;
  /** Attention heads of each layer where they differ (OpenELM, Laguna). */
  readonly attentionHeadsByLayer?: Fact<readonly number[]>;
  /** KV heads of each layer where they differ (Nemotron-NAS, Gemma 4, OpenELM); layers without attention are left out. */
  readonly keyValueHeadsByLayer: Fact<readonly number[]> | undefined;
  /** Elements of one head's query and key. */
  readonly headDim: Fact<number> | undefined;
  /** Head width of the full-attention layers where those differ (Gemma 4). */
  readonly globalHeadDim?: Fact<number>;
  /** Elements of one head's value, where it differs from `headDim` outside latent attention (MiMo-V2): o_proj reads heads × this. */
  readonly valueHeadDim?: Fact<number>;
  /** Width of the dense MLP as the file names it, even where no layer is dense (`ExpertShape.hasDenseLayers`). */
  readonly intermediateSize: Fact<number> | undefined;
  /** MLP widths of each layer where they differ (Gemma 3n, Nemotron-NAS, OpenELM). */
  readonly intermediateSizeByLayer: Fact<readonly number[]> | undefined;
  readonly vocabularySize: Fact<number> | undefined;
  readonly maxPositionEmbeddings: Fact<number> | undefined;
  /** Tokens of the longest context that any reading of the file allows, rope scaling included. */
  readonly contextLimit?: Fact<number>;
  readonly layerTypes: Fact<readonly string[]> | undefined;
  readonly tiedEmbeddings: Fact<boolean> | undefined;
  readonly latentAttention: LatentAttention | undefined;
  readonly experts: ExpertShape | undefined;
  readonly stateSpace: StateSpaceShape | undefined;
  readonly linearAttention: LinearAttentionShape | undefined;
}

/** Multi-head latent attention (DeepSeek and its relatives). */
export interface LatentAttention {
  readonly keyValueLoraRank: Fact<number>;
  readonly queryLoraRank: Fact<number> | undefined;
  readonly queryKeyRopeHeadDim: Fact<number> | undefined;
  readonly queryKeyNopeHeadDim: Fact<number> | undefined;
  readonly valueHeadDim: Fact<number> | undefined;
}

/** A mixture of experts. */
export interface ExpertShape {
  readonly count: Fact<number>;
  readonly perToken: Fact<number> | undefined;
  /** Width of one routed expert. */
  readonly intermediateSize: Fact<number> | undefined;
  /** Width of the shared experts together, 0 or absent for none. */
  readonly sharedIntermediateSize: Fact<number> | undefined;
  /** Shared experts, where the file counts them. */
  readonly sharedCount?: Fact<number>;
  /** Dense layers at the start (`first_k_dense_replace`), where that is the file's whole rule. */
  readonly firstDenseLayers?: Fact<number>;
  /** True if at least one layer has a dense MLP of `DecoderShape.intermediateSize`; undefined if the file does not tell. */
  readonly hasDenseLayers: boolean | undefined;
}

/** Mamba 1 or 2 layers. */
export interface StateSpaceShape {
  readonly version: 1 | 2;
  readonly heads: Fact<number> | undefined;
  readonly groups: Fact<number> | undefined;
  /** expand × hidden size, or the width that the file names. */
  readonly innerSize: Fact<number> | undefined;
  /** Elements of one Mamba 2 head. */
  readonly headDim?: Fact<number>;
  readonly stateSize?: Fact<number>;
}

/** Gated DeltaNet, Kimi delta attention, lightning attention. */
export interface LinearAttentionShape {
  readonly kind: 'gated-delta-net' | 'kimi-delta' | 'lightning';
  readonly keyHeads: Fact<number> | undefined;
  readonly valueHeads: Fact<number> | undefined;
  readonly keyHeadDim: Fact<number> | undefined;
  readonly valueHeadDim: Fact<number> | undefined;
  readonly groupNormSize: Fact<number> | undefined;
}

/** A vision or audio encoder beside the decoder. */
export interface TowerShape {
  readonly section: string;
  readonly modelType: Fact<string> | undefined;
  readonly heads: Fact<number> | undefined;
  readonly hiddenSize: Fact<number> | undefined;
  readonly intermediateSize: Fact<number> | undefined;
  readonly layers: Fact<number> | undefined;
  /** Inner width of the projector that the tower's class shards too (GLM-4V merger). */
  readonly mergerSize?: Fact<number>;
  /** `ps_version` of InternVL: how the pixels of a picture are put together. */
  readonly pixelShuffleVersion?: Fact<string>;
}
