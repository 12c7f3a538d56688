import type { Addition, Command, Insertion, Place } from '../documents/command.ts';
import type { Fact } from '../model/fact.ts';
import type { ModelConfig } from '../model/model-config.ts';
import type { Span } from '../text/span.ts';
import type { Hardware } from './hardware.ts';
import type { Release } from './version.ts';

export type EngineName = 'vllm' | 'sglang' | 'lmdeploy' | 'trtllm' | 'tgi';

/** Engines whose launches are found and listed, and for which there are no rules. */
export type ListedName = 'mlc' | 'deepspeed-mii' | 'transformers';

/** An engine without rules: nothing is judged, set or planned for it. */
export interface ListedEngine {
  readonly name: ListedName;
  /** As its own documentation writes it. */
  readonly title: string;
  /** The launches among the commands of one document. */
  readonly recognize: (commands: readonly Command[]) => readonly ListedLaunch[];
}

/** What is told of a launch that nothing is judged for. */
export interface ListedLaunch extends Pick<Launch, 'entryPoint' | 'model' | 'options'> {
  readonly engine: ListedName;
  readonly command: Command;
}

/** A serving engine: how people launch it, and what it demands of a model. */
export interface Engine {
  readonly name: EngineName;
  /** As its own documentation writes it. */
  readonly title: string;
  /** The newest state that the rules speak for, and the last release among it. */
  readonly newest: EngineVersion;
  readonly lastRelease: Release;
  /** The launches among the commands of one document. */
  readonly recognize: (commands: readonly Command[], setting: VersionSetting | undefined) => readonly Launch[];
  /** The launch that stands for "this model at this tensor-parallel size" where there is no script. */
  readonly launchOf: (tensorParallelSize: number, setting: VersionSetting | undefined) => Launch;
  /** The launch with what the files say that it names (`--config FILE`). Absent: it names none that is read. */
  readonly withFiles?: (launch: Launch, read: ReadFile) => Launch;
  /** What will really run, where the model decides that too; asked before anything else. Absent: what the launch says. */
  readonly resolve?: (launch: Launch, model: ModelConfig) => Resolved;
  /** How this engine's messages call the sizes of a launch, by the option: `tensor-parallel-size`. A person is told by the name that they wrote. */
  readonly sizeWords: ReadonlyMap<string, string>;
  /** The option that spreads whole experts over the ranks. Absent: no fix turns it. */
  readonly expertParallel?: ExpertParallelOption;
  /** What the launch's sizes mean, whatever the model; `sizes` override the launch's own (candidates for a better size). */
  readonly layoutOf: (launch: Launch, sizes?: Partial<Sizes>) => Layout;
  /** What the engine demands, in the order in which it would say so. */
  readonly constraints: (launch: Launch, model: ModelConfig, context: ConstraintContext) => readonly Constraint[];
}

/** How a person asks for expert parallelism. */
export interface ExpertParallelOption {
  /** Canonical name: `enableExpertParallel`, `expertParallelSize`. */
  readonly name: string;
  /** The flag to write beside the one that the user wrote for the tensor-parallel size: `--ep` beside `--tp`. */
  readonly flagBeside: (tensorParallelFlag: string) => string;
  /** A switch, or a number of ranks inside the tensor-parallel size. */
  readonly takes: 'nothing' | 'size';
}

/** The file that a launch names, looked for from where the launch runs; undefined: there is none. */
export type ReadFile = (path: string) => NamedFile | undefined;

/** What an engine makes of a launch once it sees the model. */
export interface Resolved {
  /** The variant that will run: LMDeploy's `turbomind` or `pytorch`; undefined if that is not known. */
  readonly variant: string | undefined;
  /** Said where that is not what was asked for. */
  readonly problem?: LaunchProblem;
}

/** A version the user named outside the document: `shardlint.engineVersions`, `--engine-version`. */
export interface VersionSetting {
  readonly text: string;
  readonly release: Release;
}

export interface EngineVersion {
  readonly release: Release;
  /** As it stands in the document or setting; the newest known for an assumed one. */
  readonly text: string;
  readonly source: 'image' | 'install' | 'setting' | 'assumed';
}

/** One start of an engine, as a document describes it. */
export interface Launch {
  readonly engine: EngineName;
  /** One of several engines inside the engine, with demands of its own: LMDeploy's `turbomind` and `pytorch`. Set by `Engine.resolve`. */
  readonly variant?: string;
  readonly version: EngineVersion;
  /** How it is started: `vllm serve`, `vllm.entrypoints.openai.api_server`, `vllm bench throughput`. */
  readonly entryPoint: string;
  readonly model: ModelReference | undefined;
  /** By canonical name (`tensorParallelSize`); an option that is not written is absent, an unknown value is undefined inside. */
  readonly options: ReadonlyMap<string, Option>;
  /** What the engine's own argument parser refuses or silently drops. */
  readonly problems: readonly LaunchProblem[];
  readonly command: Command | undefined;
  /** False where arguments may be missing (an unknown variable that may hold several, a config file): an absent option is then unknown. */
  readonly complete?: boolean;
  /** Files whose options are among `options`. */
  readonly optionFiles?: readonly string[];
  /** A file of arguments that the launch names, not read yet. */
  readonly argumentFile?: ArgumentFile;
  /** GPUs that the launch itself leaves visible: undefined if it does not say. */
  readonly gpus: VisibleGpus | undefined;
}

export interface ModelReference {
  /** As written. */
  readonly source: string;
  /** After expansion; undefined if unknown. */
  readonly text: string | undefined;
  readonly place: Place;
}

export type OptionValue = number | string | boolean | { readonly [key: string]: unknown } | readonly unknown[];

export interface Option {
  /** Canonical name, camel case: `tensorParallelSize`. */
  readonly name: string;
  /** As the user wrote it: `-tp`, `--tensor_parallel_size`. */
  readonly flag: string;
  /** What a platform calls it, which writes the flag itself: `tensorParallelSize`. */
  readonly field?: string;
  readonly flagPlace: Place;
  /** Undefined: written, but unknown. */
  readonly value: OptionValue | undefined;
  /** The value as text; undefined if unknown; empty for a switch. */
  readonly text: string | undefined;
  /** The value's place; the flag's own for a switch. */
  readonly place: Place;
  /** Where the value stands if in another file; `place` is then where the launch names that file. */
  readonly writtenIn?: WrittenElsewhere;
}

/** A place in a file that a launch names. */
export interface WrittenElsewhere {
  readonly path: string;
  readonly span: Span;
  /** Writes one more option beside this one. Absent: there is no certain way. */
  readonly insertion?: (addition: Addition) => Insertion | undefined;
}

/** A file whose entries are read as if they stood before the arguments of the command line. */
export interface ArgumentFile {
  /** As the launch names it; undefined if that is unknown. */
  readonly name: string | undefined;
  /** The launch with what the file says; undefined where that is not understood. */
  readonly read: (file: NamedFile) => Launch | undefined;
}

export interface NamedFile {
  readonly path: string;
  readonly text: string;
}

/** A finding about the launch's own words, before any model is looked at. */
export interface LaunchProblem {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly span: Span;
  readonly message: () => string;
  /** Where the words stand if in another file; `span` is then where the launch names that file. */
  readonly writtenIn?: WrittenElsewhere;
  /** A replacement that is always right: a spelling, a rename without change of meaning. */
  readonly replacement?: { readonly title: () => string; readonly span: Span; readonly newText: string };
}

export interface VisibleGpus {
  /** Undefined: said, but unknown. */
  readonly count: number | undefined;
  readonly source: 'environment' | 'container' | 'scheduler' | 'option';
  readonly span: Span;
}

/** The sizes of a launch. Undefined: written, but unknown. */
export interface Sizes {
  readonly tensorParallelSize: number | undefined;
  readonly pipelineParallelSize: number | undefined;
  readonly dataParallelSize: number | undefined;
  readonly decodeContextParallelSize: number | undefined;
  readonly prefillContextParallelSize: number | undefined;
  readonly expertParallel: boolean | undefined;
  /** Ranks that whole experts are spread over, where that is a size of its own inside the tensor-parallel size. */
  readonly expertParallelSize?: number | undefined;
}

/** What the sizes mean for the engine: constraints read this, never a raw flag. */
export interface Layout extends Sizes {
  /** Ranks that attention heads are split over. */
  readonly attentionRanks: number | undefined;
  /** Ranks that a dense MLP, a shared expert and the vocabulary are split over. */
  readonly mlpRanks: number | undefined;
  /** Parts that each routed expert is cut into; 1 where experts stay whole. */
  readonly expertSlices: number | undefined;
  /** Ranks that whole experts are spread over; 1 without expert parallel. */
  readonly expertRanks: number | undefined;
  /** Ranks that the embedding and the recurrent layers are split over, where the engine has a number of its own for them (LMDeploy). */
  readonly modelRanks?: number | undefined;
  /** GPUs of the whole launch, data-parallel copies included. */
  readonly gpus: number | undefined;
  /** GPUs of one data-parallel copy. */
  readonly worldSize: number | undefined;
}

export interface ConstraintContext {
  readonly hardware: Hardware;
  /** Reads another model of the launch (a draft); undefined if it is not found. */
  readonly modelOf: (reference: string) => ModelConfig | undefined;
}

export type Outcome =
  /** Fine. */
  | 'holds'
  /** KV heads are kept on more than one rank. */
  | 'replicates'
  /** The engine pads by itself. */
  | 'pads'
  /** A part is kept whole on every rank. */
  | 'unsharded'
  /** It starts, with a slower kernel or much waste. */
  | 'slower'
  /** It starts and computes nonsense. */
  | 'corrupts'
  /** It does not start. */
  | 'refuses'
  /** Not known. */
  | 'unknown';

export interface Judgement {
  readonly outcome: Outcome;
  /** The whole sentence with its arithmetic; made only when it is shown. Absent for `holds` and `unknown`. */
  readonly message?: () => string;
  /** Fewer words, for a table cell: `3696 % 128 = 112`. */
  readonly arithmetic?: () => string;
  /** Overrides the constraint's own. */
  readonly confidence?: Confidence;
}

/** `high`: the engine's code was run or read for this version. `low` is never shown as an error. */
export type Confidence = 'high' | 'medium' | 'low';

/** What a person could turn to satisfy a constraint. */
export type Knob =
  | 'tensorParallelSize'
  | 'expertParallel'
  | 'pipelineParallelSize'
  | 'dataParallelSize'
  | 'decodeContextParallelSize'
  | 'prefillContextParallelSize'
  | 'intermediateSize'
  | 'expertIntermediateSize'
  | 'option';

/** One demand of an engine on a model and a layout. */
export interface Constraint {
  /** Rule id, as in lint/rules.ts. */
  readonly rule: string;
  /** Short name for a table column, in the field's words: `KV heads 8`. */
  readonly title: () => string;
  /** Fields of the model's files that the demand is about, the one to underline first. */
  readonly facts: readonly Fact<unknown>[];
  /** Option of the launch to underline; `tensorParallelSize` if not set. */
  readonly option?: string;
  readonly knobs: readonly Knob[];
  readonly confidence: Confidence;
  /** Engine file and function, and the version it was read at. */
  readonly source: string;
  /** First release with this demand, where it is not as old as the engine. */
  readonly since?: Release;
  /** True if another version or GPU would judge otherwise: the message then says which it speaks for. */
  readonly versionDependent?: boolean;
  readonly judge: (layout: Layout) => Judgement;
  /** The outcome of `judge` alone, without a sentence that nobody reads: for constraints that most candidate sizes fail at. */
  readonly outcomeAt?: (layout: Layout) => Outcome;
}
