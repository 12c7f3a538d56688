import type { Word } from '../../documents/command.ts';
import { imageName, imageTag, releaseInTag, type WrittenRelease } from '../launches/image.ts';

/** True for images of vLLM's OpenAI server in any registry: `vllm/vllm-openai`, `vllm/vllm-openai-rocm`; tag and digest do not matter. */
export function isServerImage(image: string): boolean {
  return /(^|\/)vllm-openai[a-z0-9-]*$/.test(imageName(image));
}

/** True for builds by others (`opea/vllm-gaudi`, `vllm-cpu-env`) that are given a model first of all: their entrypoint can only be the server. */
export function isOtherServerImage(image: string, words: readonly Word[]): boolean {
  const name = imageName(image).replace(/^.*\//, '');
  if (!/^vllm([-_][a-z0-9_-]*)?$/.test(name) || /sim|bench|router|omni|proxy|exporter|client/.test(name)) return false;
  return words[0]?.text?.startsWith('--') === true && words.some(({ text }) => text === '--model' || text?.startsWith('--model=') === true);
}

/** vLLM's release by the image's tag, where the tag is vLLM's own; undefined for `latest`, `nightly`, a hash, another project's tag. */
export function releaseOfImage(image: string): WrittenRelease | undefined {
  const tag = imageTag(image);
  const isOwn = /(^|\/)vllm\/vllm-[a-z0-9-]+$|^vllm-openai[a-z0-9-]*$/.test(imageName(image));
  return releaseInTag(isOwn ? tag : /vllm[_-]v?(\d+\.\d+(\.\d+)?)/.exec(tag ?? '')?.[1], 0);
}
