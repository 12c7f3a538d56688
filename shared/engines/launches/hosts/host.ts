import type { InsertArgument, Word } from '../../../documents/command.ts';
import type { KeywordValue } from '../../../documents/keywords.ts';
import type { Span } from '../../../text/span.ts';
import type { EngineName, ListedName } from '../../engine.ts';

/** A program of another project that starts engines, under option names of its own. Nothing for any other program. */
export type Host = (program: HostProgram) => readonly Hosted[];

/** A command as far as any host needs it. */
export interface HostProgram {
  /** `swift`, the module of `python -m`, the path of a script. */
  readonly name: string;
  readonly kind: 'command' | 'module' | 'script';
  readonly arguments: readonly Word[];
}

/** What hosts start; some of it has no rules. */
export type HostedEngine = EngineName | ListedName;

/** An engine that a host starts. */
export interface Hosted {
  readonly engine: HostedEngine;
  /** As people call it: `verl rollout`. */
  readonly entryPoint: string;
  readonly options: readonly HostedOption[];
  /** False where options may be given that are not seen. */
  readonly complete: boolean;
  /** True if the engine has the GPUs that the command sees: no training beside it, and no cluster. */
  readonly seesGpus: boolean;
  /** How the host takes one more option of the engine; undefined: it has none. */
  readonly insertion: InsertArgument;
}

/** A setting of the host, and what the engine calls it: `tensor_parallel_size`. */
export interface HostedOption {
  readonly name: string;
  readonly setting: Setting;
  /** Undefined: unknown, null: none. */
  readonly value: KeywordValue | null | undefined;
}

/** One option as the host's command line has it. */
export interface Setting {
  /** As written: `--vllm_tensor_parallel_size`, `actor_rollout_ref.rollout.name`. */
  readonly flag: string;
  readonly flagSpan: Span;
  /** The value; for a switch, the flag. */
  readonly word: Word;
  readonly value: KeywordValue | null | undefined;
}

/** What a command line sets; the last of a name wins. */
export interface Settings {
  readonly given: ReadonlyMap<string, Setting>;
  /** False where a word may stand for more than can be seen. */
  readonly complete: boolean;
}

/** Settings of the names that the engine has too, each with the engine's name of it. */
export function optionsNamed(settings: Settings, names: readonly (readonly [setting: string, option: string])[]): readonly HostedOption[] {
  return names.flatMap(([own, name]) => {
    const setting = settings.given.get(own);
    return setting === undefined ? [] : [{ name, setting, value: setting.value }];
  });
}

/** The text of a setting; undefined where it is not written or not known. */
export function textOf({ given }: Settings, name: string): string | undefined {
  return given.get(name)?.word.text;
}
