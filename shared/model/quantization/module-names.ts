const roots = /^(?:(?:model|language_model|thinker|transformer|backbone|base_model|text_model)\.)+/;

/**
 * A module's name without the wrappers that checkpoints and engines put before it differently:
 * `model.language_model.layers.0.mlp`, `language_model.model.layers.0.mlp` and `model.layers.0.mlp` are the same module.
 */
export function canonicalName(name: string): string {
  return name.replace(roots, '');
}

/** The names under which the same module is known. */
export function variantsOf(name: string): readonly string[] {
  const bare = canonicalName(name);
  return [bare, `model.${bare}`, `language_model.model.${bare}`, `model.language_model.${bare}`];
}

/** Vision and audio towers, and what joins them to the decoder. */
export function isOutsideDecoder(name: string): boolean {
  return /(^|\.)(visual|vision\w*|vit|audio\w*|multi_modal_projector|mm_projector|mlp1|merger|encoder)(\.|$)/.test(name);
}
