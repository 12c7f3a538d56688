import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint, Launch, Option } from '../../../engine.ts';

/** Shares and blocks of the KV cache (lmdeploy/messages.py PytorchEngineConfig.__post_init__). */
export function cacheConstraints(launch: Launch): readonly Constraint[] {
  return [...share(launch), ...blocks(launch)];
}

function share({ options }: Launch): readonly Constraint[] {
  const option = options.get('cacheMaxEntryCount');
  const value = option?.value;
  if (option === undefined || typeof value !== 'number' || (value > 0 && value < 1)) return [];
  return [refused(option, () => t('{0} {1} is refused: the PyTorch engine takes a share between 0 and 1', option.flag, value))];
}

/** A kernel's block is a power of two from 16, and the cache's block is a multiple of it. */
function blocks({ options }: Launch): readonly Constraint[] {
  const kernel = options.get('kernelBlockSize');
  const cache = options.get('cacheBlockSeqLen');
  const own = cache === undefined ? 64 : cache.value;
  const size = kernel === undefined || kernel.value === -1 ? own : kernel.value;
  const named = kernel ?? cache;
  if (named === undefined || typeof own !== 'number' || typeof size !== 'number') return [];
  if (size < 16 || !Number.isInteger(Math.log2(size)))
    return [refused(named, () => t('{0} {1} is refused: a kernel block is a power of two from 16', named.flag, size))];
  if (own % size === 0 && own >= size) return [];
  return [refused(named, () => t('a cache block of {0} tokens is not a multiple of the kernel block of {1}', own, size))];
}

function refused({ name }: Option, message: () => string): Constraint {
  return {
    rule: 'option-value',
    title: () => t('KV cache'),
    facts: [],
    option: name,
    knobs: ['option'],
    confidence: 'high',
    source: 'LMDeploy lmdeploy/messages.py PytorchEngineConfig.__post_init__, v0.16',
    judge: () => refuses(message),
  };
}
