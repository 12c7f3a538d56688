import { imageName, imageTag, releaseInTag, type WrittenRelease } from '../launches/image.ts';

/** True for images whose entrypoint is the launcher: TGI's own, the clouds' builds of it, and the fork for Gaudi. */
export function isServerImage(image: string): boolean {
  return /(^|\/)((huggingface-)?text-generation-inference[\w.-]*|tgi-gaudi)$/.test(imageName(image));
}

/** TGI's release by the tag of its own images: `3.3.5`, `3.3.5-rocm`. */
export function releaseOfImage(image: string): WrittenRelease | undefined {
  const isOwn = /(^|\/)text-generation-inference$/.test(imageName(image));
  return isOwn ? releaseInTag(imageTag(image), lastMajor) : undefined;
}

const lastMajor = 3;

/** What the image was built for. `other`: a backend with a server and demands of its own (Gaudi, Neuron, TensorRT-LLM, llama.cpp). */
export function flavourOf(image: string | undefined): 'cuda' | 'not cuda' | 'other' {
  const tag = image === undefined ? '' : `${imageName(image)} ${imageTag(image) ?? ''}`;
  if (/gaudi|neuron|trtllm|llamacpp|tpu|inferentia/.test(tag)) return 'other';
  return /rocm|intel|xpu|cpu/.test(tag) ? 'not cuda' : 'cuda';
}
