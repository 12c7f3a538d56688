import { t } from '../../text/localize.ts';
import type { Span } from '../../text/span.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import type { Alternatives } from './fixes.ts';

/**
 * The nearest valid sizes: the one below first, as it needs no more GPUs. Where the value came through a variable, the
 * assignment is edited; where no single place holds it, nothing is offered.
 */
export function setTensorParallelSize({ launch, layout, path, validTensorParallelSizes: valid }: AnalysedLaunch): readonly Alternatives[] {
  const option = launch.options.get('tensorParallelSize');
  const span = option?.place.editable;
  const current = layout?.tensorParallelSize;
  if (span === undefined || current === undefined || valid === undefined) return [];
  const below = valid.filter((size) => size < current).reverse();
  const above = valid.filter((size) => size > current);
  return [below, above].map((sizes) => sizes.map((size) => setTo(option?.flag ?? '', size, path, span)));
}

function setTo(flag: string, size: number, path: string, span: Span): Fix {
  const edits = [{ path, span, newText: String(size) }];
  return { title: t('Set {0} to {1}', flag, size), safe: false, preferred: false, edits };
}
