import type { Mount } from '../../command.ts';
import { itemsOf, listAt, scalarAt, textAt, type YamlMap, type YamlNode } from '../node.ts';
import { type Substitute, wordOf } from '../words.ts';

/** Folders of the host that a service sees; named volumes are no folders of the host. */
export function mountsOf(service: YamlMap, substitute: Substitute): readonly Mount[] {
  const volumes = listAt(service, 'volumes');
  return volumes === undefined ? [] : itemsOf(volumes).flatMap((volume) => mountOf(volume, substitute));
}

function mountOf(volume: YamlNode, substitute: Substitute): readonly Mount[] {
  if (volume.kind === 'scalar') return shortMount(wordOf(volume, substitute).text ?? '');
  const source = scalarAt(volume, 'source');
  const target = scalarAt(volume, 'target');
  const isBind = textAt(volume, 'type') === 'bind';
  const outside = source && wordOf(source, substitute).text;
  const inside = target && wordOf(target, substitute).text;
  return isBind && outside !== undefined && inside !== undefined ? [{ inside, outside }] : [];
}

/** `OUTSIDE:INSIDE:ro`. */
function shortMount(text: string): readonly Mount[] {
  const parts = /^((?:[A-Za-z]:[\\/])?[^:]+):([^:]+)(:[\w,]+)?$/.exec(text);
  const outside = parts?.[1];
  const inside = parts?.[2];
  return outside !== undefined && inside !== undefined && /[./~\\]/.test(outside) ? [{ inside, outside }] : [];
}
