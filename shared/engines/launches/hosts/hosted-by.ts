import type { Command } from '../../../documents/command.ts';
import { baseName } from '../../../text/path.ts';
import type { Host, Hosted, HostProgram } from './host.ts';
import { distributed, hostProgram } from './host-program.ts';
import { llamafactory } from './llamafactory.ts';
import { openrlhf } from './openrlhf.ts';
import { swift } from './swift.ts';
import { trl } from './trl.ts';
import { verl } from './verl.ts';

/** Programs of other projects that start engines. A new one is a file beside this and a word here. */
const hosts: readonly Host[] = [verl, openrlhf, swift, trl, llamafactory];

/** What those programs are called where they are commands of their own; each of the rest is Python, by its file or module. */
const ownNames: ReadonlySet<string> = new Set(['swift', 'megatron', 'trl', 'llamafactory-cli', 'lmf']);

const nothing: readonly Hosted[] = [];
const known = new WeakMap<Command, readonly Hosted[]>();

/** The engines that a command starts through another program; each engine asks for its own. */
export function hostedBy(command: Command): readonly Hosted[] {
  if (!mayHost(command)) return nothing;
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

/** False for most commands of a script: nothing is made or kept for them. */
function mayHost({ words, keywords }: Command): boolean {
  const text = words[0]?.text;
  if (text === undefined || keywords !== undefined) return false;
  const name = text.includes('/') ? baseName(text) : text;
  return ownNames.has(name) || name.startsWith('python') || name.endsWith('.py') || distributed.has(name);
}
