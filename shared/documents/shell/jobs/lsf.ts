import type { GpuGrant, Word } from '../../command.ts';

/** `#BSUB -gpu "num=4"`: GPUs of each host; the number is known where the job has one slot or one host. */
export function lsfGrant(lines: readonly (readonly Word[])[]): GpuGrant | undefined {
  const words = lines.flat();
  const gpu = valueAfter(words, '-gpu');
  const count = /(?:^|:)num=(\d{1,4})(?=:|$)/.exec(gpu?.text ?? '')?.[1];
  if (gpu === undefined || count === undefined) return undefined;
  const slots = valueAfter(words, '-n')?.text ?? '1';
  const isOneHost = slots === '1' || words.some(({ text }) => text?.includes('span[hosts=1]') === true);
  return { count: isOneHost ? Number(count) : undefined, span: gpu.span };
}

function valueAfter(words: readonly Word[], option: string): Word | undefined {
  const at = words.findIndex(({ text }) => text === option);
  return at < 0 ? undefined : words[at + 1];
}
