import { type Addition, afterBlank, type Insertion } from '../../documents/command.ts';
import type { ExpertParallelOption, Option } from '../../engines/engine.ts';
import { t } from '../../text/localize.ts';
import { contains } from '../../text/span.ts';
import type { AnalysedLaunch } from '../analysis.ts';
import { calledBy } from '../called-by.ts';
import type { Fix } from '../finding.ts';
import { expertParallelSizes } from './expert-parallel-sizes.ts';
import { placeToEdit } from './place-to-edit.ts';

/** Keeps experts whole, in the engine's own way: a switch, or a size beside the tensor-parallel size. */
export function addExpertParallel(analysed: AnalysedLaunch): readonly Fix[] {
  const way = analysed.engine.expertParallel;
  if (way === undefined) return [];
  return way.takes === 'nothing' ? addSwitch(analysed, way) : setSize(analysed, way);
}

function addSwitch(analysed: AnalysedLaunch, { name, flagBeside }: ExpertParallelOption): readonly Fix[] {
  const size = analysed.launch.options.get('tensorParallelSize');
  if (size === undefined || analysed.launch.options.has(name)) return [];
  const flag = inStyleOf(size.flag, flagBeside(size.flag));
  return addition(analysed, size, { name: flag, value: undefined }, t('Add {0}', flag));
}

/** The pair of sizes at which everything holds, the least expert-parallel size first. */
function setSize(analysed: AnalysedLaunch, { name, flagBeside }: ExpertParallelOption): readonly Fix[] {
  const size = analysed.launch.options.get('tensorParallelSize');
  const current = analysed.layout?.tensorParallelSize;
  if (size === undefined || current === undefined) return [];
  const written = analysed.launch.options.get(name);
  const flag = written?.flag ?? inStyleOf(size.flag, flagBeside(size.flag));
  return expertParallelSizes(analysed).flatMap((ranks) => {
    const title = t('Set {0} to {1} ({2} {3} {0} {1})', written === undefined ? flag : calledBy(written), ranks, calledBy(size), current);
    if (written === undefined) return addition(analysed, size, { name: flag, value: ranks }, title);
    const place = placeToEdit(written, analysed.path);
    return place === undefined ? [] : [fix(title, { ...place, newText: String(ranks) })];
  });
}

/** One more argument of the same command, after the tensor-parallel size; one more entry of the file where that stands. */
function addition({ launch, path }: AnalysedLaunch, { place, writtenIn }: Option, added: Addition, title: string): readonly Fix[] {
  if (writtenIn) return inserted(writtenIn.insertion?.(added), writtenIn.path, title);
  const { words = [], insertion } = launch.command ?? {};
  const word = words.find(({ span }) => contains(span, place.span));
  const written = insertion === undefined ? word && afterBlank(word.span, added) : insertion(place.span, added);
  return inserted(written, path, title);
}

function inserted(insertion: Insertion | undefined, path: string, title: string): readonly Fix[] {
  if (insertion === undefined) return [];
  const { offset, newText } = insertion;
  return [fix(title, { path, span: { start: offset, end: offset }, newText })];
}

/** A flag is written as the one beside it is: a keyword of a call or a mapping has no hyphens before it. */
function inStyleOf(written: string, flag: string): string {
  if (written.startsWith('-')) return flag;
  const name = flag.replace(/^-+/, '');
  return written.includes('-') ? name : name.replaceAll('-', '_');
}

function fix(title: string, edit: Fix['edits'][number]): Fix {
  return { title, safe: false, preferred: false, edits: [edit] };
}
