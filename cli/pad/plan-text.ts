import { t } from '../../shared/text/localize.ts';
import { printable } from '../text/printable.ts';
import { freeBytes } from './partial-folder.ts';
import type { PadPlan } from './plan-pad.ts';

/** The plan for a person, before anything is written; `parent`: the folder that the new one goes into. */
export function planText(planned: PadPlan, engineTitle: string, out: string | undefined, parent: string): string {
  const { widths, plan, layout, tensors, oldBytes, newBytes, others } = planned;
  const changed = widths.changed.map(({ key, from, to }) => `${printable(key)} ${from} → ${to} (+${to - from})`);
  const valid = widths.valid === undefined ? t('unknown') : widths.valid.join(', ') || t('none');
  const percent = ((100 * plan.addedBytes) / oldBytes).toFixed(2);
  const free = freeBytes(parent);
  return [
    ...changed,
    layout === 'interleaved'
      ? t('{0} of {1} tensors get zeros, one after each of the first channels (MLPs: {2})', plan.changes.size, tensors, plan.mlps)
      : t('{0} of {1} tensors get zeros, after the last channel (MLPs: {2})', plan.changes.size, tensors, plan.mlps),
    t('adds {0} to {1} ({2} %)', sizeText(plan.addedBytes), sizeText(oldBytes), percent),
    free === undefined
      ? t('writes {0} to {1}', sizeText(newBytes), printable(out ?? parent))
      : t('writes {0} to {1}, where {2} are free', sizeText(newBytes), printable(out ?? parent), sizeText(free)),
    t('then valid on {0}: tensor-parallel sizes {1}', engineTitle, valid),
    ...others.leftOut.map((name) => t('left out: {0} (weights of the old width)', printable(name))),
    '',
  ].join('\n');
}

export function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${(bytes / 1e3).toFixed(1)} kB`;
}
