import type { Command } from '../../documents/command.ts';
import type { Dialect } from '../arguments/dialect.ts';
import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { EngineName, EngineVersion, LaunchProblem, Option, VisibleGpus } from '../engine.ts';
import type { ArgumentFileSyntax } from './argument-file.ts';
import type { Calls } from './calls.ts';
import type { Entry, EntryPoint } from './entry-points.ts';
import type { WrittenRelease } from './image.ts';

/** How people start an engine. What is left out has a plain answer, given beside it. */
export interface LaunchSyntax {
  readonly engine: EngineName;
  readonly dialect: Dialect;
  /** Made by `entryFinder`. */
  readonly entryOf: (command: Command) => Entry | undefined;
  /** Callables of Python, and kinds of mappings, that start the engine too. None: only commands do. */
  readonly calls?: Calls;
  /** The entry point and the flag that stand for "this model at this size" where there is no script. */
  readonly standard: EntryPoint;
  readonly tensorParallelFlag: string;
  /** Name of the pip package, as a regular expression where it has more than one: `tensorrt[-_]llm`. None: nothing that is installed tells. */
  readonly package?: string;
  /** The engine's release by an image's name and tag. None: no image tells. */
  readonly releaseOfImage?: (image: string) => WrittenRelease | undefined;
  /** True if an argument without an option is the model; undefined: unknown. None: as the entry point says. */
  readonly takesModelArgument?: (entry: Entry, version: EngineVersion) => boolean | undefined;
  /** What is refused or dropped. None: what the parser found, and arguments that nothing takes. */
  readonly problemsOf?: (entry: Entry, parsed: ParsedArguments, version: EngineVersion) => readonly LaunchProblem[];
  /** How the file of `--config FILE` is read that stands for arguments. None: there is none. */
  readonly argumentFile?: ArgumentFileSyntax;
  /** GPUs left visible. None: by `deviceIds`, CUDA's and ROCm's variables, then container and scheduler. */
  readonly gpusOf?: (command: Command, options: ReadonlyMap<string, Option>) => VisibleGpus | undefined;
}

/** True if an argument without an option is the model. */
export function takesModel(syntax: LaunchSyntax, entry: Entry, version: EngineVersion): boolean | undefined {
  return syntax.takesModelArgument === undefined ? entry.entryPoint.model === 'argument' : syntax.takesModelArgument(entry, version);
}
