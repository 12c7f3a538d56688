import type { GpuGrant, Word } from '../../command.ts';

/** `#PBS -l select=1:ncpus=8:ngpus=4`, `#PBS -l nodes=1:gpus=2`; of several chunks or nodes the number is not known. */
export function pbsGrant(lines: readonly (readonly Word[])[]): GpuGrant | undefined {
  for (const words of lines) {
    for (const word of words) {
      const grant = grantIn(word);
      if (grant !== undefined) return grant;
    }
  }
  return undefined;
}

function grantIn({ text = '', span }: Word): GpuGrant | undefined {
  const resources = text.replace(/^-l/, '');
  const count = /(?:^|[:,])n?gpus=(\d{1,4})(?=[:,]|$)/.exec(resources)?.[1];
  if (count === undefined) return undefined;
  const isOneChunk = /^(?:select|nodes)=1:/.test(resources) && !resources.includes('+');
  return { count: isOneChunk ? Number(count) : undefined, span };
}
