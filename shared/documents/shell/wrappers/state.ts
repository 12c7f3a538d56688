import type { GpuGrant, Mount, Word } from '../../command.ts';
import type { Exported } from '../scope.ts';
import { afterOptions, headOf, type OptionStyle, tailOf } from './options.ts';

/** A command on its way out of its wrappers. */
export interface Wrapped {
  words: readonly Word[];
  exports: Exported | undefined;
  image: Word | undefined;
  afterEntrypoint: boolean;
  gpus: GpuGrant | undefined;
  /** Folders of the host that a container sees under another path. */
  mounts: readonly Mount[] | undefined;
  /** Folder that a wrapper changes to (`docker run -w`, `env -C`). */
  folder: Word | undefined;
  /** True where a folder of the document no longer counts: another machine, a container. */
  elsewhere: boolean;
}

/** Shell text that a wrapper hands to a shell. */
export interface Script {
  readonly words: readonly Word[];
  /** `eval`: the text runs in the shell itself, with its variables. */
  readonly here: boolean;
  /** What `$0`, `$1`, … are in it. */
  readonly parameters: readonly Word[];
}

/**
 * Takes one wrapper off. `true`: it is off, look again; `false`: no wrapper after all, the words are the command;
 * `'none'`: nothing runs (`command -v vllm`).
 */
export type Unwrap = (wrapped: Wrapped) => boolean | 'none' | Script;

/** A wrapper with options, and words of its own before the command. */
export function plain(options: OptionStyle, ownWords = 0): Unwrap {
  return (wrapped) => take(wrapped, afterOptions(wrapped.words, 1, options) + ownWords);
}

export function take(wrapped: Wrapped, at: number): boolean {
  if (at >= wrapped.words.length) return false;
  wrapped.words = wrapped.words.slice(at);
  return true;
}

/** Takes `NAME=value` words off the front into the environment. */
export function takeAssignments(wrapped: Wrapped, from: number): number {
  let at = from;
  for (; at < wrapped.words.length; at++) {
    const word = wrapped.words[at];
    if (word === undefined || (!setFrom(wrapped, word) && !hasUnknownName(word))) break;
  }
  return at;
}

/** `$NAME=value`: an assignment whose name is not known. */
export function hasUnknownName({ pieces }: Word): boolean {
  return pieces[0]?.text === undefined && pieces[1]?.text?.startsWith('=') === true;
}

/** `NAME=value` into the environment; false: the word is none. */
export function setFrom(wrapped: Wrapped, word: Word): boolean {
  const name = /^([A-Za-z_]\w*)=/.exec(headOf(word))?.[1];
  if (name === undefined) return false;
  wrapped.exports = { name, word: tailOf(word, name.length + 1), before: wrapped.exports };
  return true;
}

export function baseNameOf(word: Word | undefined): string {
  const text = word?.text ?? '';
  return text.includes('/') ? text.slice(text.lastIndexOf('/') + 1) : text;
}
