import type { EngineName } from './engines/engine.ts';
import { sideFileNames } from './model/side-files.ts';

/** What client and server say to each other beyond the language server protocol. Plain data, as it goes over the wire. */

/** What a client may say at the start; each part may be missing, for clients that know nothing of it. */
export interface InitializationOptions {
  /** Language of messages, as VS Code writes it (`zh-cn`). */
  readonly locale?: string;
  /** URI of a rule's page with `{rule}` where the id goes; without one, codes are no links. */
  readonly ruleLink?: string;
  /** The client's command that shows a rule's page; its argument is the rule id. Without one, no such action is offered. */
  readonly explainCommand?: string;
  /** The client's command that shows a text, for what an edit alone does not do; it is run once the edit is made. */
  readonly cautionCommand?: string;
  /** The client's command that writes a padded copy of a checkpoint; its argument is a `PadCommandArgument`. Without one, that is not offered. */
  readonly padCommand?: string;
  /** True if the client checks `.shardlint.json` against its schema by itself: what the schema finds is then not said twice. */
  readonly checksSettings?: boolean;
  /** Settings, for clients that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/** What the client's command is told of a checkpoint that is to be padded. */
export interface PadCommandArgument {
  /** URI of the config.json. */
  readonly config: string;
  /** Dotted key of the width, and its new value. */
  readonly key: string;
  readonly to: number;
}

/** Asks what the server made of one document: `StatusParams` → `DocumentStatus`. */
export const statusRequest = 'shardlint/status';

export interface StatusParams {
  readonly uri: string;
}

export interface DocumentStatus {
  /** Why nothing was looked at; absent where it was. */
  readonly skipped?: SkipReason;
  readonly launches: readonly LaunchStatus[];
  /** The `.shardlint.json` in force, if there is one. */
  readonly settingsPath?: string;
  /** How many errors are in it; absent for none. What is wrong there counts as if it were not written. */
  readonly settingsErrors?: number;
}

/** A file that is too large, or has a line that is too long, to be worth an editor's time. */
export type SkipReason = 'large-file' | 'long-line' | 'disabled';

export interface LaunchStatus {
  readonly engine: EngineName;
  /** As the engine's own documentation writes it. */
  readonly engineTitle: string;
  readonly version: string;
  readonly versionSource: 'image' | 'install' | 'setting' | 'assumed';
  /** As the launch has it after expansion; absent if unknown. */
  readonly model?: string;
  readonly modelFrom: 'path' | 'cache' | 'catalogue' | 'missing';
  /** Absent: unknown. */
  readonly tensorParallelSize?: number;
  /** Absent: nobody said. */
  readonly gpu?: string;
  readonly gpuCount?: number;
  /** True where there is no script: the launch stands for a target size. */
  readonly assumed: boolean;
  /** Where the command starts, from 0; absent where there is no script. */
  readonly line?: number;
}

/** Asks for the page of a rule, for clients without pages of their own: `RulePageParams` → `RulePage`, or null. */
export const rulePageRequest = 'shardlint/rulePage';

export interface RulePageParams {
  readonly rule: string;
}

export interface RulePage {
  readonly rule: string;
  readonly markdown: string;
}

/** The code action kind of "fix all": safe fixes only. */
export const fixAllKind = 'source.fixAll.shardlint';

/**
 * Names of launch documents, as far as names tell. The client hands these to the server whatever language the editor gives them, and
 * tells of their changes on disk; what is in them is for the readers to say.
 */
export const launchFileNames = [
  ...['*.sh', '*.bash', '*.zsh', '*.ksh', '*.sbatch', '*.slurm', '*.pbs', '*.lsf', '*.bat', '*.cmd', '*.ps1', '*.psm1'],
  ...['*.yaml', '*.yml', '*.yaml.*', '*.yml.*', '*.tpl', '*.py', '*.pyw', '*.ipynb', '*.service', '*.container', '*.mk', '*.mak', '*.just'],
  ...['*.md', '*.mdx', '*.markdown', '*.mdc', '*.qmd', '*.Rmd', '*.rmd', '*.rst', '*.rest'],
  ...['*Dockerfile*', '*dockerfile*', '*Containerfile*', '*containerfile*'],
  ...['Makefile*', 'makefile*', 'GNUmakefile*', 'Justfile', 'justfile', '.justfile', 'Procfile', 'Procfile.*'],
  ...['*device_map*.json', '*device-map*.json', '*devicemap*.json'],
] as const;

/** What documents read beside themselves. */
export const besideFileNames = ['.env', '.env.*', '*.env'] as const;

/** Editor languages of launch documents; what else an editor calls them, their names say. */
export const launchLanguages = [
  ...['shellscript', 'bat', 'powershell', 'python', 'yaml', 'dockercompose', 'helm', 'github-actions-workflow', 'dockerfile'],
  ...['markdown', 'restructuredtext', 'makefile', 'mdx', 'just', 'procfile', 'systemd-unit-file'],
] as const;

/** Files that belong to a model: its config.json and what stands beside it. */
export const modelFileNames = ['config.json', 'params.json', ...sideFileNames] as const;
