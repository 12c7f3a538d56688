import type { ModelConfig } from '../model/model-config.ts';
import type { MovedFolder } from './moved-folders.ts';

/** Which files a model reference means. */
export type ModelResolution = FoundModel | MissingModel;

export interface FoundModel {
  readonly kind: 'found';
  readonly config: ModelConfig;
  /** `path`: a folder on disk; `cache`: a Hugging Face cache; `catalogue`: facts that come with shardlint. */
  readonly from: 'path' | 'cache' | 'catalogue';
  /** For the catalogue: where the facts were published. */
  readonly publishedAt?: string;
}

export interface MissingModel {
  readonly kind: 'missing';
  /** Folders and files that were looked for, in order; empty where the reference itself is unknown. */
  readonly looked: readonly string[];
  /** `unknown`: the reference could not be resolved to a text; `absent`: nothing is there; `unreadable`: it is no model's config.json. */
  readonly why: 'unknown' | 'absent' | 'unreadable';
}

/** What the resolver may look at beside the files. */
export interface ModelSearch {
  /** Path of the document that names the model. */
  readonly documentPath: string;
  /** Folders to try relative references in, in order: the command's own, the document's, the workspace's. */
  readonly folders: readonly string[];
  /** `HF_HOME`, `HF_HUB_CACHE`, `HOME`, …: of the launch first, then of the process. */
  readonly environment: ReadonlyMap<string, string>;
  /** `--download-dir`. */
  readonly downloadFolder: string | undefined;
  /** `--revision`; absent: the hub's main branch. */
  readonly revision?: string;
  /** Folders that the launch sees under another path. */
  readonly moved?: readonly MovedFolder[];
}
