import type { Shape } from './shape.ts';

/** The ways in which YAML documents hold launches, the most particular first. */
export const shapes: readonly Shape[] = [];
