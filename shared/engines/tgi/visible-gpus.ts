import type { Command } from '../../documents/command.ts';
import { wholeValue } from '../arguments/words.ts';
import type { Option, VisibleGpus } from '../engine.ts';
import { visibleGpus } from '../launches/visible-gpus.ts';

/** The GPUs that the launcher counts: CUDA's variable, the container runtime's, then what a container or scheduler grants. */
export function gpusOfTgi(command: Command, options: ReadonlyMap<string, Option>): VisibleGpus | undefined {
  const word = command.environment.has('CUDA_VISIBLE_DEVICES') ? undefined : command.environment.get('NVIDIA_VISIBLE_DEVICES');
  if (word === undefined) return visibleGpus(command, options);
  const text = wholeValue(word).text?.trim();
  const isList = text !== undefined && /^[\w:-]+(,[\w:-]+)*$/.test(text) && !['all', 'void', 'none'].includes(text);
  return { count: isList ? text.split(',').length : undefined, source: 'environment', span: word.span };
}
