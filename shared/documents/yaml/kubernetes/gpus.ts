import type { GpuGrant } from '../../command.ts';
import { entriesOf, mapAt, type YamlEntry, type YamlMap } from '../node.ts';
import { wordOfNode } from '../words.ts';

/** Resources that are whole GPUs, or accelerators that stand for them; slices of one are counted by nobody. */
const whole = /^(nvidia\.com\/gpu|amd\.com\/gpu|habana\.ai\/gaudi|gpu\.intel\.com\/(i915|xe)|huawei\.com\/Ascend\w+)$/;
const any = /gpu|gaudi|mig-|Ascend|dcu|mlu|neuron/i;

/** The GPUs of a container by its limits, or its requests; of pods that work together no one pod's count says anything. */
export function gpusOf(container: YamlMap, isAlone: boolean): GpuGrant | undefined {
  const entry = gpuEntry(mapAt(container, 'resources', 'limits')) ?? gpuEntry(mapAt(container, 'resources', 'requests'));
  if (entry === undefined) return undefined;
  const { text } = wordOfNode(entry.value);
  const counts = isAlone && whole.test(entry.key) && text !== undefined && /^\d{1,4}$/.test(text);
  return { count: counts ? Number(text) : undefined, span: entry.value.at ?? entry.value.span };
}

function gpuEntry(resources: YamlMap | undefined): YamlEntry | undefined {
  return resources && entriesOf(resources).find(({ key }) => whole.test(key) || any.test(key));
}
