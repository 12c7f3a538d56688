import type { FileEdit } from '../../text/edit.ts';
import { t } from '../../text/localize.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import { calledBy } from '../called-by.ts';
import type { Fix } from '../finding.ts';
import type { Alternatives } from './fixes.ts';
import { placeToEdit } from './place-to-edit.ts';

/**
 * The nearest valid sizes: the one below first, as it needs no more GPUs. Where the value came through a variable, the
 * assignment is edited; where no single place holds it, nothing is offered.
 */
export function setTensorParallelSize({ launch, layout, path, validTensorParallelSizes: valid }: AnalysedLaunch): readonly Alternatives[] {
  const option = launch.options.get('tensorParallelSize');
  const place = option && placeToEdit(option, path);
  const current = layout?.tensorParallelSize;
  if (option === undefined || place === undefined || current === undefined || valid === undefined) return [];
  const below = valid.filter((size) => size < current).reverse();
  const above = valid.filter((size) => size > current);
  return [below, above].map((sizes) => sizes.map((size) => setTo(calledBy(option), size, place)));
}

function setTo(flag: string, size: number, place: Omit<FileEdit, 'newText'>): Fix {
  const edits = [{ ...place, newText: String(size) }];
  return { title: t('Set {0} to {1}', flag, size), safe: false, preferred: false, edits };
}
