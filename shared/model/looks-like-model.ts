const marks = ['"architectures"', '"model_type"', '"num_attention_heads"', '"num_hidden_layers"', '"n_head"', '"n_heads"', '"text_config"'];

/**
 * A first look that costs next to nothing: false for a text that certainly is no model's config. What passes is read by
 * `readModelConfig`, which decides.
 */
export function looksLikeModelConfig(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}
