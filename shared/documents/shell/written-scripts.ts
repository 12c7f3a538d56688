import type { Piece, Word } from '../command.ts';
import type { Context } from './context.ts';
import type { CommandNode } from './parse.ts';
import { textOf } from './value.ts';
import { expandRuns } from './words.ts';

/** True for a command that writes what it reads to a script: `cat > run.sh <<EOF`, `tee run.sh <<EOF`. */
export function writesScript(context: Context, node: CommandNode, words: readonly Word[], input: readonly Piece[]): boolean {
  const [program, ...given] = words.map(({ text }) => text);
  const isTee = program === 'tee' || (program === 'sudo' && given[0] === 'tee');
  const files = isTee ? given : program === 'cat' ? targetsOf(context, node) : [];
  if (files.length === 0) return false;
  return (
    files.some((file) => file !== undefined && /\.(sh|bash|sbatch|slurm)$/.test(file)) ||
    /^#!.*\b(ba|z|da|k)?sh\b/.test(input[0]?.text ?? '')
  );
}

function targetsOf(context: Context, node: CommandNode): readonly (string | undefined)[] {
  return [...node.redirects, ...node.suffix].flatMap((item) =>
    item.type === 'Redirect' && item.operator.startsWith('>') && item.target !== undefined
      ? [textOf(expandRuns(context, item.target))]
      : [],
  );
}
