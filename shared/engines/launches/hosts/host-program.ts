import type { Command, Word } from '../../../documents/command.ts';
import { baseName } from '../../../text/path.ts';
import type { HostProgram } from './host.ts';

/** Programs that start a Python script or module on several GPUs, with options of their own before it. */
export const distributed: ReadonlySet<string> = new Set(['torchrun', 'accelerate', 'deepspeed', 'colossalai']);

/** The program that a command runs, behind Python and the launchers of distributed training; undefined: none that can be told. */
export function hostProgram({ words, keywords }: Command): HostProgram | undefined {
  const text = words[0]?.text;
  if (text === undefined || keywords !== undefined) return undefined;
  const name = baseName(text);
  if (/^python[\d.]*$/.test(name)) return behindPython(words);
  if (distributed.has(name)) return behindLauncher(words);
  return name.endsWith('.py') ? script(text, words, 1) : { name, kind: 'command', arguments: words.slice(1) };
}

function behindPython(words: readonly Word[]): HostProgram | undefined {
  for (let at = 1; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === undefined || text === '-c') return undefined;
    if (text === '-m') return module(words, at + 1);
    if (!text.startsWith('-')) return script(text, words, at + 1);
    if (text === '-W' || text === '-X') at += 1;
  }
  return undefined;
}

/** `python -m torch.distributed.run … FILE` is `torchrun … FILE`. */
function module(words: readonly Word[], at: number): HostProgram | undefined {
  const name = words[at]?.text;
  if (name === undefined) return undefined;
  if (/^(torch\.distributed\.(run|launch)|accelerate\.commands\.launch|deepspeed\.launcher\.runner)$/.test(name)) {
    return behindLauncher(words.slice(at));
  }
  return { name, kind: 'module', arguments: words.slice(at + 1) };
}

/** The first script among the words, or what stands after `--module`. */
function behindLauncher(words: readonly Word[]): HostProgram | undefined {
  for (let at = 1; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === '-m' || text === '--module') return module(words, at + 1);
    if (text?.endsWith('.py') === true && !text.startsWith('-')) return script(text, words, at + 1);
  }
  return undefined;
}

function script(name: string, words: readonly Word[], from: number): HostProgram {
  return { name, kind: 'script', arguments: words.slice(from) };
}
