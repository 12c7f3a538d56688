import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Shard } from '../../shared/checkpoint/checkpoint.ts';
import { paddedIndex } from '../../shared/checkpoint/checkpoint-index.ts';
import { type PaddedHeader, paddedHeader } from '../../shared/checkpoint/padded-header.ts';
import { type PaddingPlan, planPadding } from '../../shared/checkpoint/padding-plan.ts';
import { Refusal } from '../../shared/checkpoint/refusal.ts';
import type { PaddedWidths } from '../../shared/checkpoint/widths.ts';
import { parseJson } from '../../shared/model/json/parse-json.ts';
import type { ModelConfig } from '../../shared/model/model-config.ts';
import type { Files } from '../../shared/models/files.ts';
import { loadModel } from '../../shared/models/load-model.ts';
import { overlayFiles } from '../../shared/models/memory-files.ts';
import { t } from '../../shared/text/localize.ts';
import { joinPath } from '../../shared/text/path.ts';
import { type OtherFiles, otherFiles } from './other-files.ts';
import { readCheckpoint } from './read-checkpoint.ts';

/** What the user asked for. */
export interface PadRequest {
  /** The model's folder, absolute. */
  readonly folder: string;
  readonly layout: 'interleaved' | 'appended';
  /** Throws Refusal where no width serves, or none needs to change. */
  readonly decide: DecideWidths;
}

export type DecideWidths = (known: KnownModel) => PaddedWidths;

/** What the widths are decided from. */
export interface KnownModel {
  readonly model: ModelConfig;
  /** The text of its config.json. */
  readonly text: string;
  /** Reads the config again, with another text. */
  readonly read: (text: string) => ModelConfig | undefined;
}

/** Everything that is decided before the first byte is written. */
export interface PadPlan {
  readonly folder: string;
  readonly layout: 'interleaved' | 'appended';
  readonly widths: PaddedWidths;
  readonly plan: PaddingPlan;
  readonly shards: readonly PlannedShard[];
  readonly others: OtherFiles;
  /** Texts of files that are not copied but written anew. */
  readonly texts: ReadonlyMap<string, string>;
  readonly oldBytes: number;
  readonly newBytes: number;
  readonly tensors: number;
}

export interface PlannedShard {
  readonly shard: Shard;
  readonly padded: PaddedHeader;
  /** When the file was last changed, to see that it stays the same meanwhile. */
  readonly changed: number;
}

/** Reads the folder and decides. Throws Refusal, with the reason, where it cannot be padded exactly, and where it need not be. */
export function planPad(request: PadRequest, files: Files): PadPlan {
  const folder = realpathSync(request.folder);
  const names = readdirSync(folder);
  const checkpoint = readCheckpoint(folder, names);
  const { model, text, configPath } = readModel(request.folder, files);
  const { layout } = request;
  const widths = request.decide({ model, text, read: (newText) => loadModel(configPath, withText(configPath, newText, files)) });
  const plan = planPadding({ checkpoint, model, padded: widths.model, layout, readText: files.read });
  const shards = checkpoint.shards.map((shard) => ({
    shard,
    padded: paddedHeader(shard, plan.changes),
    changed: statSync(join(folder, shard.file)).mtimeMs,
  }));
  const others = otherFiles(folder, new Set(shards.map(({ shard }) => shard.file)));
  const texts = new Map([...indexText(checkpoint.indexText, plan), ['config.json', widths.text] as const]);
  const bytesBeside = others.copied.reduce((sum, { size }) => sum + size, 0);
  return {
    folder,
    layout,
    widths,
    plan,
    shards,
    others,
    texts,
    oldBytes: shards.reduce((sum, { shard }) => sum + shard.size, bytesBeside),
    newBytes: shards.reduce((sum, { padded }) => sum + padded.size, bytesBeside),
    tensors: checkpoint.tensors.size,
  };
}

function readModel(folder: string, files: Files): { readonly model: ModelConfig; readonly text: string; readonly configPath: string } {
  const configPath = joinPath(folder.replaceAll('\\', '/'), 'config.json');
  const text = files.read(configPath);
  if (text === undefined) throw new Refusal(t('no config.json in {0}', folder));
  if (parseJson(text).syntaxError) throw new Refusal(t('config.json is not valid JSON'));
  const model = loadModel(configPath, files);
  if (!model) throw new Refusal(t('config.json is not a model’s'));
  return { model, text, configPath };
}

/** The files with another text of the config. */
function withText(configPath: string, text: string, files: Files): Files {
  const edited: Files = {
    read: (path) => (path === configPath ? text : undefined),
    exists: (path) => path === configPath,
    list: () => undefined,
  };
  return overlayFiles(edited, files);
}

function indexText(text: string | undefined, { addedBytes, addedElements }: PaddingPlan): readonly (readonly [string, string])[] {
  return text === undefined ? [] : [['model.safetensors.index.json', paddedIndex(text, addedBytes, addedElements)]];
}
