/** Where a class keeps its modules; names are relative to `root`, but for the head and the towers. */
export interface Layout {
  readonly root: string;
  /** In the order in which they run. */
  readonly embedding: readonly string[];
  /** `layers` if not given. */
  readonly layers?: string;
  readonly norm: readonly string[];
  /** `lm_head` if not given. */
  readonly head?: string;
  /** Since 4.46 or so a module of the model; before, of each layer. */
  readonly rotary?: readonly string[];
  readonly towers?: readonly string[];
  /** Those that only some sizes or releases have; relative to `root`. A name that is also listed above is written, but never demanded. */
  readonly optional?: readonly string[];
  /** `model_type` of the decoders for which it is right, for a class that takes any; undefined: the class has its own. */
  readonly decoders?: ReadonlySet<string>;
  readonly releases?: string;
  readonly source: string;
}

/** Layouts of each class, newest release first. */
export type Layouts = Readonly<Record<string, readonly Layout[]>>;

/** The decoder's modules as Llama has them. */
export const decoderOfLlama = { embedding: ['embed_tokens'], norm: ['norm'], rotary: ['rotary_emb'] } as const;

/** Gemma 3n's, with an embedding for each layer and several streams through the layers. */
export const decoderOfGemma3n = {
  embedding: ['embed_tokens', 'embed_tokens_per_layer', 'per_layer_model_projection', 'per_layer_projection_norm', 'altup_projections'],
  norm: ['altup_unembed_projections', 'norm'],
  rotary: ['rotary_emb', 'rotary_emb_local'],
  optional: ['rotary_emb_local'],
} as const;

/** The file of Transformers that defines a model, under src/transformers/models. */
export function modelingFile(folder: string): string {
  return `${folder}/modeling_${folder}.py`;
}
