import { availableParallelism } from 'node:os';
import { benchCommandLine } from './command-line.ts';
import { benchKinds } from './kinds-lint.ts';
import { benchLint } from './lint.ts';
import { benchPad } from './pad.ts';
import { benchServers } from './servers.ts';

export interface BenchSettings {
  readonly parts: readonly string[];
  /** Paths of the programs to measure. */
  readonly floor: string;
  readonly server: string;
  readonly cli: string;
  readonly processes: number;
  readonly edits: number;
  readonly runs: number;
}

export async function bench(settings: BenchSettings): Promise<void> {
  const { parts, processes, edits, runs } = settings;
  console.log(`node ${process.version}, ${availableParallelism()} processors; median (95th percentile)`);
  if (parts.includes('lint')) benchLint();
  if (parts.includes('kinds')) benchKinds();
  if (['cli', 'batch', 'repository'].some((part) => parts.includes(part))) await benchCommandLine(settings.cli, runs, parts);
  if (parts.includes('pad')) await benchPad(settings.cli, Math.min(runs, 5));
  if (parts.includes('server')) {
    console.log(`\nlanguage server over stdio: ${processes} processes each, ${edits} edits each`);
    await benchServers(settings);
  }
}
