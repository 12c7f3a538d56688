import { imageName, imageTag, releaseInTag, type WrittenRelease } from '../launches/image.ts';

/** SGLang's release by the image's tag (`lmsysorg/sglang:v0.5.12-cu130`); undefined for `latest`, `dev`, a nightly, another project's tag. */
export function releaseOfImage(image: string): WrittenRelease | undefined {
  const tag = imageTag(image);
  const isOwn = /(^|\/)(lmsysorg\/sglang[a-z0-9-]*|sgl-dev)$/.test(imageName(image));
  return releaseInTag(isOwn ? tag : /sglang[_-]v?(\d+\.\d+\.\d+)/.exec(tag ?? '')?.[1], 0);
}
