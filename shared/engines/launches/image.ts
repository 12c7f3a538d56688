import { parseRelease, type Release } from '../version.ts';

/** A release, and how it is written. */
export interface WrittenRelease {
  readonly release: Release;
  readonly text: string;
}

/** Without tag and digest; a registry's port is no tag. */
export function imageName(image: string): string {
  const name = image.split('@')[0] ?? '';
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** `v0.11.0` of `vllm/vllm-openai:v0.11.0@sha256:…`. */
export function imageTag(image: string): string | undefined {
  return /:([^/:@]+)(@|$)/.exec(image)?.[1];
}

/** The release in a tag; undefined for `latest`, `nightly`, a hash, and for a first number above `majorAtMost`: a date, or another program's. */
export function releaseInTag(tag: string | undefined, majorAtMost: number): WrittenRelease | undefined {
  const release = tag === undefined ? undefined : parseRelease(tag);
  if (tag === undefined || release === undefined || (release[0] ?? 0) > majorAtMost) return undefined;
  return { release, text: tag.replace(/^v/, '') };
}
