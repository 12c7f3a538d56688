import type { Word } from '../../command.ts';
import type { ShellSurroundings } from '../read-shell.ts';
import { emptyAllocation, grantOf, readAllocation } from '../wrappers/slurm.ts';
import { lsfGrant } from './lsf.ts';
import { pbsGrant } from './pbs.ts';

/** What the directives at the head of a script ask of a scheduler for all of it: `#SBATCH --gres=gpu:8`. */
export function jobSurroundings(text: string): ShellSurroundings {
  if (!/^#(?:SBATCH|PBS|BSUB)\b/m.test(text)) return {};
  const lines = directives(text);
  const slurm = lines.filter(({ scheduler }) => scheduler === 'SBATCH');
  if (slurm.length > 0) return slurmSurroundings(slurm);
  const words = lines.map((line) => line.words);
  const gpus = lines.some(({ scheduler }) => scheduler === 'PBS') ? pbsGrant(words) : lsfGrant(words);
  return gpus === undefined ? {} : { gpus };
}

interface Directive {
  readonly scheduler: string;
  readonly words: readonly Word[];
}

function slurmSurroundings(lines: readonly Directive[]): ShellSurroundings {
  const asked = emptyAllocation();
  for (const { words } of lines) readAllocation(words, 0, asked);
  const several = lines.some(({ words }) => words[0]?.text === 'hetjob' || words[0]?.text === 'packjob');
  const gpus = grantOf(asked, !several);
  return { gpus, image: asked.image, mounts: asked.mounts, workingFolder: asked.folder };
}

/** Directives stand before the first command. */
function directives(text: string): readonly Directive[] {
  const found: Directive[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]*\n?/g)) {
    if (line !== '' && !/^\s*(#|$)/.test(line)) break;
    const head = /^#(SBATCH|PBS|BSUB)(?=\s)/.exec(line);
    if (head !== null) found.push({ scheduler: head[1] ?? '', words: wordsOf(line, head[0].length, index) });
    if (line === '') break;
  }
  return found;
}

/** Words up to a comment; quotes may stand anywhere in them. */
function wordsOf(line: string, from: number, offset: number): readonly Word[] {
  const words: Word[] = [];
  for (const { 0: source, index } of line.slice(from).matchAll(/(?:"[^"\n]*"|'[^'\n]*'|[^\s"'])+/g)) {
    if (source.startsWith('#')) break;
    const start = offset + from + index;
    words.push(wordAt(source, start));
  }
  return words;
}

function wordAt(source: string, start: number): Word {
  const span = { start, end: start + source.length };
  const text = source.replace(/["']/g, '');
  return { text, source, span, pieces: [{ text, span, origin: undefined }] };
}
