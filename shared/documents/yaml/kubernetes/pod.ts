import { entriesOf, itemsOf, type YamlMap, type YamlNode } from '../node.ts';
import type { Shape } from '../shape.ts';
import { readPodContainer } from './container.ts';
import { isAlone } from './is-alone.ts';
import { podMounts } from './mounts.ts';

/** Every map with containers, whatever object it is part of: pods, their templates, patches of them. */
export const pod: Shape = {
  name: 'pod',
  read: (map, { text, root }) => {
    const containers = containersOf(map);
    if (containers.length === 0) return undefined;
    const around = { mountsOf: podMounts(map), isAlone: isAlone(root) };
    return { commands: containers.flatMap((container) => readPodContainer(container, around, text)), taken: containers };
  },
};

const keys: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers', 'sidecars']);

function containersOf(map: YamlMap): readonly YamlMap[] {
  return entriesOf(map)
    .filter(({ key }) => keys.has(key))
    .flatMap(({ value }): readonly YamlNode[] => (value.kind === 'list' ? itemsOf(value) : []))
    .filter((item): item is YamlMap => item.kind === 'map');
}
