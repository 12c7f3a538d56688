import { imageName, imageTag, releaseInTag, type WrittenRelease } from '../launches/image.ts';
import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { calls } from './calls.ts';
import { trtllmDialect } from './dialect.ts';
import { entryOf, serve } from './entry-points.ts';

/** How TensorRT-LLM is started. Its images start a shell. */
export const trtllmLaunches: LaunchSyntax = {
  engine: 'trtllm',
  dialect: trtllmDialect,
  entryOf,
  calls,
  standard: serve,
  tensorParallelFlag: '--tp_size',
  package: 'tensorrt[-_]llm',
  releaseOfImage,
};

/** The release by the tag of NVIDIA's images: `nvcr.io/nvidia/tensorrt-llm/release:1.3.0rc14`. */
function releaseOfImage(image: string): WrittenRelease | undefined {
  return /(^|\/)tensorrt-llm\/(release|devel)$/.test(imageName(image)) ? releaseInTag(imageTag(image), 1) : undefined;
}
