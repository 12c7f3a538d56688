import { parseRelease, type Release } from '../version.ts';

/** True for images of vLLM's OpenAI server in any registry: `vllm/vllm-openai`, `vllm/vllm-openai-rocm`; tag and digest do not matter. */
export function isServerImage(image: string): boolean {
  return /(^|\/)vllm-openai[a-z0-9-]*$/.test(nameOf(image));
}

/** vLLM's release by the image's tag, where the tag is vLLM's own; undefined for `latest`, `nightly`, a hash, another project's tag. */
export function releaseOfImage(image: string): { readonly release: Release; readonly text: string } | undefined {
  const tag = /:([^/:@]+)(@|$)/.exec(image)?.[1];
  if (tag === undefined) return undefined;
  const own = /(^|\/)vllm\/vllm-[a-z0-9-]+$|^vllm-openai[a-z0-9-]*$/.test(nameOf(image))
    ? tag
    : /vllm[_-]v?(\d+\.\d+(\.\d+)?)/.exec(tag)?.[1];
  const release = own === undefined ? undefined : parseRelease(own);
  if (own === undefined || release === undefined || release[0] !== 0) return undefined;
  return { release, text: own.replace(/^v/, '') };
}

/** Without tag and digest; a registry's port is no tag. */
function nameOf(image: string): string {
  const name = image.split('@')[0] ?? '';
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
