import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Entry } from '../launches/entry-points.ts';
import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { calls } from './calls.ts';
import { vllmDialect } from './dialect.ts';
import { entryOf, serve } from './entry-points.ts';
import { releaseOfImage } from './image.ts';
import { launchProblems } from './launch-problems.ts';
import { takesModelArgument } from './model-argument.ts';

/** How vLLM is started. */
export const vllmLaunches: LaunchSyntax = {
  engine: 'vllm',
  dialect: vllmDialect,
  entryOf,
  calls,
  standard: serve,
  tensorParallelFlag: '--tensor-parallel-size',
  package: 'vllm',
  releaseOfImage,
  takesModelArgument,
  problemsOf: launchProblems,
  readsFile,
};

/** Options of a file are not read. `--config=file` is not one: vLLM looks for the word alone. */
function readsFile({ arguments: words }: Entry, { options }: ParsedArguments): boolean {
  return options.has('config') && words.some(({ text }) => text === '--config');
}
