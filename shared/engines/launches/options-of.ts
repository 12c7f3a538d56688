import type { Launch } from '../engine.ts';

/**
 * A whole-number option; `otherwise` where it is certainly not written, undefined where it is written but unknown, or may hide
 * among arguments that are.
 */
export function numberOption(launch: Launch, name: string, otherwise: number): number | undefined {
  const option = launch.options.get(name);
  if (option === undefined) return launch.complete === false ? undefined : otherwise;
  return typeof option.value === 'number' ? option.value : undefined;
}

/** A switch; false where it is certainly not written. */
export function switchOption(launch: Launch, name: string): boolean | undefined {
  const option = launch.options.get(name);
  if (option === undefined) return launch.complete === false ? undefined : false;
  return typeof option.value === 'boolean' ? option.value : undefined;
}

/** A text option; undefined where it is not written, not known or no text. */
export function textOption(launch: Launch, name: string): string | undefined {
  const value = launch.options.get(name)?.value;
  return typeof value === 'string' ? value : undefined;
}
