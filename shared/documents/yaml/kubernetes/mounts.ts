import type { Mount } from '../../command.ts';
import { itemsOf, listAt, textAt, type YamlMap } from '../node.ts';

/** Folders of the machine that containers of a pod see, by the pod's volumes. */
export function podMounts(pod: YamlMap): (container: YamlMap) => readonly Mount[] {
  const folders = new Map<string, string>();
  const volumes = listAt(pod, 'volumes');
  for (const volume of volumes === undefined ? [] : itemsOf(volumes)) {
    const name = textAt(volume, 'name');
    const path = textAt(volume, 'hostPath', 'path');
    if (name !== undefined && path !== undefined) folders.set(name, path);
  }
  return (container) => (folders.size === 0 ? [] : mountsOf(container, folders));
}

function mountsOf(container: YamlMap, folders: ReadonlyMap<string, string>): readonly Mount[] {
  const mounts = listAt(container, 'volumeMounts');
  return (mounts === undefined ? [] : itemsOf(mounts)).flatMap((mount) => {
    const outside = folders.get(textAt(mount, 'name') ?? '');
    const inside = textAt(mount, 'mountPath');
    const below = textAt(mount, 'subPath');
    if (outside === undefined || inside === undefined) return [];
    return [{ inside, outside: below === undefined ? outside : `${outside}/${below}` }];
  });
}
