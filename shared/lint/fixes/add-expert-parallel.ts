import type { ExpertParallelOption, Option } from '../../engines/engine.ts';
import { t } from '../../text/localize.ts';
import { contains } from '../../text/span.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import type { Fix } from '../finding.ts';
import { expertParallelSizes } from './expert-parallel-sizes.ts';

/** Keeps experts whole, in the engine's own way: a switch, or a size beside the tensor-parallel size. */
export function addExpertParallel(analysed: AnalysedLaunch): readonly Fix[] {
  const way = analysed.engine.expertParallel;
  if (way === undefined) return [];
  return way.takes === 'nothing' ? addSwitch(analysed, way) : setSize(analysed, way);
}

function addSwitch(analysed: AnalysedLaunch, { name, flagBeside }: ExpertParallelOption): readonly Fix[] {
  const size = analysed.launch.options.get('tensorParallelSize');
  if (size === undefined || analysed.launch.options.has(name)) return [];
  const flag = flagBeside(size.flag);
  return addition(analysed, size, ` ${flag}`, t('Add {0}', flag));
}

/** The pair of sizes at which everything holds, the least expert-parallel size first. */
function setSize(analysed: AnalysedLaunch, { name, flagBeside }: ExpertParallelOption): readonly Fix[] {
  const size = analysed.launch.options.get('tensorParallelSize');
  const current = analysed.layout?.tensorParallelSize;
  if (size === undefined || current === undefined) return [];
  const written = analysed.launch.options.get(name);
  const flag = written?.flag ?? flagBeside(size.flag);
  return expertParallelSizes(analysed).flatMap((ranks) => {
    const title = t('Set {0} to {1} ({2} {3} {0} {1})', flag, ranks, size.flag, current);
    if (written === undefined) return addition(analysed, size, ` ${flag} ${ranks}`, title);
    const span = written.place.editable;
    return span === undefined ? [] : [fix(title, { path: analysed.path, span, newText: String(ranks) })];
  });
}

/** One more argument of the same command, after the tensor-parallel size. */
function addition({ launch, path }: AnalysedLaunch, size: Option, newText: string, title: string): readonly Fix[] {
  const end = endOfArgument(size, launch.command?.words ?? []);
  return end === undefined ? [] : [fix(title, { path, span: { start: end, end }, newText })];
}

function fix(title: string, edit: Fix['edits'][number]): Fix {
  return { title, safe: false, preferred: false, edits: [edit] };
}

/** The word, quotes included, in which the option's value ends. */
function endOfArgument({ place }: Option, words: readonly { readonly span: Option['place']['span'] }[]): number | undefined {
  return words.find(({ span }) => contains(span, place.span))?.span.end;
}
