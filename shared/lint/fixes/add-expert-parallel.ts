import type { Option } from '../../engines/engine.ts';
import { t } from '../../text/localize.ts';
import { contains } from '../../text/span.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import type { Fix } from '../finding.ts';

/** Keeps experts whole: written after the tensor-parallel size, as one more argument of the same command. */
export function addExpertParallel({ launch, path }: AnalysedLaunch): readonly Fix[] {
  const size = launch.options.get('tensorParallelSize');
  const end = size && endOfArgument(size, launch.command?.words ?? []);
  if (end === undefined || launch.options.has('enableExpertParallel')) return [];
  const edits = [{ path, span: { start: end, end }, newText: ' --enable-expert-parallel' }];
  return [{ title: t('Add --enable-expert-parallel'), safe: false, preferred: false, edits }];
}

/** The word, quotes included, in which the option's value ends. */
function endOfArgument({ place }: Option, words: readonly { readonly span: Option['place']['span'] }[]): number | undefined {
  return words.find(({ span }) => contains(span, place.span))?.span.end;
}
