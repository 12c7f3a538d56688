import type { Command } from '../../../documents/command.ts';
import type { Host, Hosted, HostProgram } from './host.ts';
import { hostProgram } from './host-program.ts';
import { llamafactory } from './llamafactory.ts';
import { openrlhf } from './openrlhf.ts';
import { swift } from './swift.ts';
import { trl } from './trl.ts';
import { verl } from './verl.ts';

/** Programs of other projects that start engines. A new one is a file beside this and a word here. */
const hosts: readonly Host[] = [verl, openrlhf, swift, trl, llamafactory];

const nothing: readonly Hosted[] = [];
const known = new WeakMap<Command, readonly Hosted[]>();

/** The engines that a command starts through another program; each engine asks for its own. */
export function hostedBy(command: Command): readonly Hosted[] {
  const kept = known.get(command);
  if (kept !== undefined) return kept;
  const program = hostProgram(command);
  const found = program === undefined || asksForHelp(program) ? nothing : hosts.flatMap((host) => host(program));
  known.set(command, found);
  return found;
}

function asksForHelp({ arguments: words }: HostProgram): boolean {
  return words.some(({ text }) => text === '--help' || text === '-h');
}
