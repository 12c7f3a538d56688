import { compose } from './compose/compose.ts';
import { pod } from './kubernetes/pod.ts';
import { singleContainer } from './kubernetes/single-container.ts';
import type { Shape } from './shape.ts';

/** The ways in which YAML documents hold launches, the most particular first. */
export const shapes: readonly Shape[] = [compose, pod, singleContainer];
