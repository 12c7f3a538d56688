import type { Command } from '../../documents/command.ts';
import { wholeValue } from '../arguments/words.ts';
import type { Option, VisibleGpus } from '../engine.ts';

const variables = ['CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'ROCR_VISIBLE_DEVICES'] as const;

/** The GPUs that a launch leaves visible: the option `deviceIds`, then the environment, then what a container or scheduler grants. */
export function visibleGpus(command: Command, options: ReadonlyMap<string, Option>): VisibleGpus | undefined {
  const ids = options.get('deviceIds');
  if (ids !== undefined) return { count: Array.isArray(ids.value) ? ids.value.length : undefined, source: 'option', span: ids.place.span };
  for (const name of variables) {
    const word = command.environment.get(name);
    if (word !== undefined) return { count: countOf(wholeValue(word).text), source: 'environment', span: word.span };
  }
  return (
    command.gpus && { count: command.gpus.count, source: command.image === undefined ? 'scheduler' : 'container', span: command.gpus.span }
  );
}

/** CUDA takes entries up to the first that is none: `0,1` is two, nothing and `-1` are no GPU. */
function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const entries = text.split(',').map((entry) => entry.trim());
  const end = entries.findIndex((entry) => entry === '' || entry.startsWith('-') || entry === 'NoDevFiles');
  return end < 0 ? entries.length : end;
}
