import type { Command, Word } from '../../documents/command.ts';
import { baseName } from '../../text/path.ts';
import { knownStart } from '../arguments/words.ts';

/** A program that builds an engine. */
export interface EntryPoint {
  /** As people call it: `vllm serve`. */
  readonly name: string;
  /** Sets of the dialect's table. One list for each entry point, made once. */
  readonly sets: readonly string[];
  /** Where the model stands: an argument (an option too, where there is one), or the option alone. */
  readonly model: 'argument' | 'option';
  /** False for programs whose own options were not read: nothing is unknown to them. */
  readonly strict: boolean;
  /** True where a platform starts a version of its own choosing, after changes of its own to the words: none of them is a mistake. */
  readonly lenient?: true;
}

export interface Entry {
  readonly entryPoint: EntryPoint;
  readonly arguments: readonly Word[];
  /** True where an image's own entrypoint is the program: which one may depend on its version. */
  readonly ofImage: boolean;
}

/** What starts an engine. */
export interface Programs {
  /** By program and subcommands, the longest that fits: `vllm serve`, `trtllm-serve`. Undefined: those words start none. */
  readonly commands: Readonly<Record<string, EntryPoint | undefined>>;
  /** `python -m NAME`; a program's name stands for what that program would do with the words after it. */
  readonly modules?: Readonly<Record<string, EntryPoint | string>>;
  /** `python FILE`: by the file's name, or by the end of its path. */
  readonly scripts?: Readonly<Record<string, EntryPoint>>;
  /** Programs that start the one after them, without options of their own: `trtllm-llmapi-launch`. */
  readonly launchers?: readonly string[];
  /** Images whose own entrypoint is the engine. */
  readonly image?: ServerImages;
}

export interface ServerImages {
  readonly isServer: (image: string) => boolean;
  readonly entryPoint: EntryPoint;
  /** True if the environment alone may say what to serve. Else an image without arguments is started some other way. */
  readonly startsBare?: boolean;
  /** Others' builds, of which the arguments tell whether the entrypoint is the engine. */
  readonly others?: { readonly isServer: (image: string, words: readonly Word[]) => boolean; readonly entryPoint: EntryPoint };
}

/** Finds what a command starts; undefined for any other command, clients and calls for help among them. */
export function entryFinder(programs: Programs): (command: Command) => Entry | undefined {
  const known = indexed(programs);
  return (command) => {
    const { words } = command;
    if (command.afterEntrypoint) return command.image === undefined ? undefined : entryOfImage(known, command.image, words);
    return entryAt(known, words, 0);
  };
}

interface Subcommand {
  /** Words after the program. */
  readonly path: readonly string[];
  readonly entryPoint: EntryPoint | undefined;
}

interface Known {
  /** By program, the longest path first. */
  readonly commands: ReadonlyMap<string, readonly Subcommand[]>;
  readonly modules: ReadonlyMap<string, EntryPoint | string>;
  readonly scripts: ReadonlyMap<string, EntryPoint>;
  readonly launchers: ReadonlySet<string>;
  readonly image: Programs['image'];
}

function indexed({ commands, modules = {}, scripts = {}, launchers = [], image }: Programs): Known {
  const byProgram = new Map<string, Subcommand[]>();
  for (const [words, entryPoint] of Object.entries(commands)) {
    const [program = '', ...path] = words.split(' ');
    const of = byProgram.get(program) ?? [];
    of.push({ path, entryPoint });
    byProgram.set(program, of);
  }
  for (const of of byProgram.values()) of.sort((a, b) => b.path.length - a.path.length);
  return {
    commands: byProgram,
    modules: new Map(Object.entries(modules)),
    scripts: new Map(Object.entries(scripts)),
    launchers: new Set(launchers),
    image,
  };
}

/** A script that is given a whole command is there to start it: `./with-profiler.sh vllm serve …`. */
function entryAt(known: Known, words: readonly Word[], at: number): Entry | undefined {
  const program = words[at];
  if (program === undefined) return undefined;
  if (program.text === undefined) return entryAfterUnknown(known, words, at + 1);
  const name = program.text.includes('/') ? baseName(program.text) : program.text;
  if (known.commands.has(name)) return entryOfProgram(known, name, words, at + 1);
  if (/^python[\d.]*$/.test(name)) return entryOfPython(known, words, at + 1);
  return known.launchers.has(name) || name.endsWith('.sh') ? entryAt(known, words, at + 1) : undefined;
}

/** `$PYTHON -m vllm…`, or a program behind an unknown wrapper: `"${OFFLINE[@]}" vllm serve`. */
function entryAfterUnknown(known: Known, words: readonly Word[], at: number): Entry | undefined {
  return words[at]?.text === '-m' ? entryOfModule(known, words, at) : entryAt(known, words, at);
}

function entryOfProgram(known: Known, program: string, words: readonly Word[], at: number): Entry | undefined {
  for (const { path, entryPoint } of known.commands.get(program) ?? []) {
    if (!startsAt(path, words, at)) continue;
    return entryPoint && entry(entryPoint, words, at + path.length);
  }
  return undefined;
}

function startsAt(path: readonly string[], words: readonly Word[], at: number): boolean {
  for (let index = 0; index < path.length; index++) {
    if (words[at + index]?.text !== path[index]) return false;
  }
  return true;
}

/** Python's own options before `-m` or the script; `-W` and `-X` take a word. */
function entryOfPython(known: Known, words: readonly Word[], from: number): Entry | undefined {
  let at = from;
  for (; at < words.length; at++) {
    const text = words[at]?.text;
    if (text === undefined || text === '-c') return undefined;
    if (text === '-m') return entryOfModule(known, words, at);
    if (!text.startsWith('-')) return entryOfScript(known, words, at, text);
    if (text === '-W' || text === '-X') at += 1;
  }
  return undefined;
}

function entryOfModule(known: Known, words: readonly Word[], at: number): Entry | undefined {
  const module = known.modules.get(words[at + 1]?.text ?? '');
  if (typeof module === 'string') return entryOfProgram(known, module, words, at + 2);
  return module && entry(module, words, at + 2);
}

function entryOfScript({ scripts }: Known, words: readonly Word[], at: number, path: string): Entry | undefined {
  const found = scripts.get(baseName(path)) ?? [...scripts].find(([name]) => name.includes('/') && path.endsWith(name))?.[1];
  return found && entry(found, words, at + 1);
}

function entry(entryPoint: EntryPoint, words: readonly Word[], from: number): Entry | undefined {
  const rest = words.slice(from);
  const asksForHelp = rest.some(({ text }) => text === '--help' || text === '-h' || text?.startsWith('--help='));
  return asksForHelp ? undefined : { entryPoint, arguments: rest, ofImage: false };
}

/** In an image, a whole command; else the arguments of the image's own server. */
function entryOfImage(known: Known, image: Word, words: readonly Word[]): Entry | undefined {
  const written = firstEntry(known, words);
  const entryPoint = written === undefined && known.image !== undefined ? serverOf(known.image, image, words) : undefined;
  if (entryPoint === undefined) return written;
  const first = words[0]?.text;
  if (first !== undefined && isOtherProgram(known, first)) return undefined;
  const found = entry(entryPoint, words, 0);
  return found && { ...found, ofImage: true };
}

function serverOf({ isServer, entryPoint, startsBare, others }: ServerImages, image: Word, words: readonly Word[]): EntryPoint | undefined {
  if (words.length === 0 && startsBare !== true) return undefined;
  const name = knownStart(image);
  if (isServer(name)) return entryPoint;
  return image.text !== undefined && others?.isServer(image.text, words) === true ? others.entryPoint : undefined;
}

/** The first program among the words that is one of the engine's: images may start it through scripts of their own. */
function firstEntry(known: Known, words: readonly Word[]): Entry | undefined {
  for (let at = 0; at < words.length; at++) {
    const found = entryAt(known, words, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A program that stands in the place of the server: a shell, a script, a look at the GPUs, the engine's own with another subcommand. */
function isOtherProgram(known: Known, word: string): boolean {
  const name = /^\/.*\/(.*)$/.exec(word)?.[1] ?? word;
  if (/^(ba|z|da)?sh$|^(python[\d.]*|pip3?|nvidia-smi|sleep|env)$|\.sh$/.test(name)) return true;
  return known.commands.has(name);
}
