import { nameOf } from '../../model/fact-name.ts';
import type { Files } from '../../models/files.ts';
import { type Padding, paddingFor } from '../../plan/padding.ts';
import { t } from '../../text/localize.ts';
import { folderOf } from '../../text/path.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import type { CheckpointPadding, Fix, RelatedPlace } from '../finding.ts';
import type { Judged } from '../judge.ts';
import { sizeList } from '../judge-message.ts';

/**
 * A wider MLP in config.json, for a checkpoint that is about to be padded the same way. Not offered where the weights lie
 * beside the file with the old width, in a download cache, nor where the file does not say the width literally.
 */
export function padWidth(judged: readonly Judged[], analysed: AnalysedLaunch, files: Files): readonly Fix[] {
  const padding = paddingOf(judged, analysed);
  return padding ? padTo(padding, files) : [];
}

/** The edit of the width, where the file is one to edit. */
export function padTo(padding: Padding, files: Files): readonly Fix[] {
  const { path, span } = padding.fact;
  if (!isPlainNumber(padding, files) || hasWeights(path, files)) return [];
  const edits = [{ path, span, newText: String(padding.to) }];
  return [{ title: titleOf(padding), safe: false, preferred: false, edits, caution: cautionOf(padding) }];
}

/** A padded copy of the checkpoint, where its weights lie beside the config or somewhere that the user can name. */
export function paddedCheckpoint(judged: readonly Judged[], analysed: AnalysedLaunch, files: Files): CheckpointPadding | undefined {
  const padding = paddingOf(judged, analysed);
  return padding && paddedCheckpointOf(padding, files);
}

/** The same for a padding that is known already; undefined where the weights are in a form that cannot be padded. */
export function paddedCheckpointOf(padding: Padding, files: Files): CheckpointPadding | undefined {
  const { fact, to } = padding;
  if (!isPlainNumber(padding, files)) return undefined;
  const isReadable = !hasWeights(fact.path, files) || (files.list(folderOf(fact.path)) ?? []).some((name) => name.endsWith('.safetensors'));
  return isReadable ? { path: fact.path, key: fact.key, to } : undefined;
}

/** What padding would do for the constraints of a finding; undefined where it is no cure or the file is not the user's own. */
function paddingOf(judged: readonly Judged[], analysed: AnalysedLaunch): Padding | undefined {
  const { model, resolution, layout } = analysed;
  const fact = model?.decoder.intermediateSize;
  if (!fact || fact.derived !== undefined || resolution.kind === 'missing' || resolution.from !== 'path') return undefined;
  if (!judged.some(({ constraint }) => constraint.knobs.includes('intermediateSize'))) return undefined;
  return layout?.tensorParallelSize === undefined ? undefined : paddingFor(analysed, [layout.tensorParallelSize]);
}

/**
 * What a person must know of a padding, at the field: an edit of the width is nothing without the weights. Where these lie beside
 * the file with the old width, the way out is told instead of offered.
 */
export function paddingAdvice(judged: readonly Judged[], analysed: AnalysedLaunch, files: Files): readonly RelatedPlace[] {
  const padding = paddingOf(judged, analysed);
  return padding ? [adviceOf(padding, files)] : [];
}

/** The same for a padding that is known already. */
export function adviceOf(padding: Padding, files: Files): RelatedPlace {
  const { fact, to, valid } = padding;
  const message = hasWeights(fact.path, files)
    ? t(
        'padded to {0}, it is valid for TP {1}; the weights beside this file have the old width, so pad the checkpoint first',
        to,
        sizeList(valid),
      )
    : t(
        'padded to {0}, it is valid for TP {1}; the weights must be padded as well, an edit of config.json is not enough',
        to,
        sizeList(valid),
      );
  return { path: fact.path, span: fact.span, message };
}

/** True if checkpoint files lie beside the config.json at `path`. */
function hasWeights(path: string, files: Files): boolean {
  const names = files.list(folderOf(path)) ?? [];
  return names.some((name) => /\.safetensors(\.index\.json)?$|^pytorch_model.*\.(bin|bin\.index\.json)$|^consolidated.*\.pth$/.test(name));
}

function isPlainNumber({ fact, from }: Padding, files: Files): boolean {
  return files.read(fact.path)?.slice(fact.span.start, fact.span.end) === String(from);
}

function titleOf(padding: Padding): string {
  const { fact, to, valid, costPercent } = padding;
  const field = nameOf(fact);
  if (costPercent === undefined) return t('Pad {0} to {1} (valid for TP {2})', field, to, sizeList(valid));
  return t('Pad {0} to {1} (valid for TP {2}; +{3} % weights)', field, to, sizeList(valid), costPercent.toFixed(2));
}

function cautionOf({ from, to }: Padding): string {
  return t(
    'The weights must be padded as well: add {0} zero rows to gate and up and {0} zero columns to down in every layer, then quantize. With config.json alone edited, loading fails with a shape mismatch, or the MLPs are filled with random numbers',
    to - from,
  );
}
