import { parseRelease, type Release } from '../version.ts';

/**
 * Classes that left vLLM's registry, by the last release that had them (models/registry.py _PREVIOUSLY_SUPPORTED_MODELS, main of
 * 2026-08-22). Left out are those that its Transformers backend may run after all: a class of the Transformers library, or one whose
 * own code on the Hub is newer than that backend.
 */
const lastWith: Readonly<Record<string, string>> = {
  AquilaForCausalLM: '0.24',
  AquilaModel: '0.24',
  BaiChuanForCausalLM: '0.23',
  BaichuanForCausalLM: '0.23',
  Grok1ForCausalLM: '0.24',
  Grok1ModelForCausalLM: '0.24',
  InternLM2VEForCausalLM: '0.23',
  InternLMForCausalLM: '0.23',
  JAISLMHeadModel: '0.22',
  Phi3SmallForCausalLM: '0.9',
  QWenLMHeadModel: '0.23',
  TeleChatForCausalLM: '0.25',
  XverseForCausalLM: '0.23',
};

/** The last release with a class that later ones refuse; undefined for any other class. */
export function lastReleaseWith(name: string): { readonly text: string; readonly release: Release } | undefined {
  const text = Object.hasOwn(lastWith, name) ? lastWith[name] : undefined;
  const release = text === undefined ? undefined : parseRelease(text);
  return text === undefined || release === undefined ? undefined : { text, release };
}
