import { imageName, imageTag, releaseInTag, type WrittenRelease } from '../launches/image.ts';

/** LMDeploy's release by the tag of its own image (`openmmlab/lmdeploy:v0.9.2-cu12`); its images have no entrypoint. */
export function releaseOfImage(image: string): WrittenRelease | undefined {
  return /(^|\/)lmdeploy$/.test(imageName(image)) ? releaseInTag(imageTag(image), 0) : undefined;
}
