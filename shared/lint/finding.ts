import type { Confidence, EngineName } from '../engines/engine.ts';
import type { FileEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'information';

/** One thing to tell the user, at one place of one file. Editors, SARIF and terminals each convert from this. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly engine: EngineName | undefined;
  readonly engineVersion: string | undefined;
  /** The model reference as the launch has it after expansion, or the path of the config.json. */
  readonly model: string | undefined;
  readonly tensorParallelSize: number | undefined;
  /** Undefined where no size depends on the finding, or the sizes are not known. */
  readonly validTensorParallelSizes: readonly number[] | undefined;
  readonly fixes: readonly Fix[];
  /** A padded copy of the checkpoint that would end the finding, for a host that can write one. Absent: none would. */
  readonly checkpointPadding?: CheckpointPadding | undefined;
}

/** The width to which a checkpoint's weights and config would be padded together. */
export interface CheckpointPadding {
  /** The config.json. */
  readonly path: string;
  /** Dotted key of the width. */
  readonly key: string;
  readonly to: number;
}

export interface RelatedPlace {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  /** Safe: spelling and renames, which "fix all" and `--fix` may apply by themselves. */
  readonly safe: boolean;
  readonly preferred: boolean;
  readonly edits: readonly FileEdit[];
  /** What the edit alone does not do, for the person to confirm: the weights must be padded too. */
  readonly caution?: string;
}
