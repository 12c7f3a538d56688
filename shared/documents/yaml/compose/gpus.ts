import type { GpuGrant, Word } from '../../command.ts';
import { itemsOf, listAt, scalarAt, valueAt, type YamlMap, type YamlNode } from '../node.ts';
import { type Substitute, wordOf } from '../words.ts';

/** The GPUs that a service gets: reserved devices, `gpus:`, or what NVIDIA's runtime is told to show. */
export function gpusOf(service: YamlMap, environment: ReadonlyMap<string, Word>, substitute: Substitute): GpuGrant | undefined {
  const reserved = valueAt(service, 'deploy', 'resources', 'reservations', 'devices') ?? valueAt(service, 'gpus');
  if (reserved?.kind === 'scalar') return grantOf(reserved, countIn(wordOf(reserved, substitute).text));
  if (reserved?.kind === 'list') return grantOfDevices(itemsOf(reserved), substitute);
  const shown = environment.get('NVIDIA_VISIBLE_DEVICES');
  return shown && { count: shownCount(shown.text), span: shown.span };
}

/** Several requests add up; how, is not known. */
function grantOfDevices(devices: readonly YamlNode[], substitute: Substitute): GpuGrant | undefined {
  const [device, ...others] = devices.filter((each) => isGpu(each));
  if (device === undefined) return undefined;
  const ids = listAt(device, 'device_ids');
  const count = scalarAt(device, 'count');
  if (others.length > 0) return grantOf(device, undefined);
  if (ids !== undefined) return grantOf(ids, idCount(itemsOf(ids), substitute));
  return count === undefined ? grantOf(device, undefined) : grantOf(count, countIn(wordOf(count, substitute).text));
}

function isGpu(device: YamlNode): boolean {
  const capabilities = listAt(device, 'capabilities');
  return (
    capabilities === undefined ||
    itemsOf(capabilities).some((item) => item.kind === 'scalar' && /gpu|nvidia|compute/.test(String(item.value)))
  );
}

function grantOf({ span, at }: YamlNode, count: number | undefined): GpuGrant {
  return { count, span: at ?? span };
}

/** A number; `all` and what a variable holds is not known. */
function countIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** `['0', '1']`, and `["${GPUS:-0,1}"]`, which is no list of two for compose but is written as if. */
function idCount(ids: readonly YamlNode[], substitute: Substitute): number | undefined {
  const texts = ids.map((id) => (id.kind === 'scalar' && !id.uncertain ? wordOf(id, substitute).text : undefined));
  return texts.every((text) => text !== undefined && text !== '' && text !== 'all')
    ? texts.flatMap((text) => text?.split(',')).length
    : undefined;
}

function shownCount(text: string | undefined): number | undefined {
  return text !== undefined && /^[\w:-]+(,[\w:-]+)*$/.test(text) && !/^(all|none|void)$/.test(text) ? text.split(',').length : undefined;
}
