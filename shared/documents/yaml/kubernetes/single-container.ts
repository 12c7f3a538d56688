import { isNothing, valueAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { readPodContainer } from './container.ts';
import { isAlone } from './is-alone.ts';
import { podMounts } from './mounts.ts';

/** One map that is a container, in objects of platforms over Kubernetes: a runner, a step, a server of a model. */
export const singleContainer: Shape = {
  name: 'container',
  read: (map, { text, root }) => {
    if (!isContainer(map)) return undefined;
    const commands = readPodContainer(map, { mountsOf: podMounts(map), isAlone: isAlone(root) }, text);
    const taken = ['command', 'args', 'env'].flatMap((key) => valueAt(map, key) ?? []);
    return { commands, taken };
  },
};

const marks = ['image', 'resources', 'env', 'volumeMounts', 'ports', 'securityContext'] as const;

/** A list for `command` or `args`, with what else a container has. */
function isContainer(map: YamlMap): boolean {
  const lists = ['command', 'args'].filter((key) => valueAt(map, key)?.kind === 'list');
  const others = ['command', 'args'].every((key) => lists.includes(key) || isNothing(valueAt(map, key)));
  return lists.length > 0 && others && (lists.length === 2 || marks.some((mark) => map.entries.has(mark)));
}
