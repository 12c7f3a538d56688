import type { ParsedArguments } from '../arguments/parse-arguments.ts';
import type { Entry } from '../launches/entry-points.ts';
import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { calls } from './calls.ts';
import { sglangDialect } from './dialect.ts';
import { entryOf, launchServer } from './entry-points.ts';
import { releaseOfImage } from './image.ts';
import { launchProblems, takesModelArgument } from './launch-problems.ts';

const syntax: LaunchSyntax = {
  engine: 'sglang',
  dialect: sglangDialect,
  entryOf,
  calls,
  standard: launchServer,
  tensorParallelFlag: '--tp-size',
  package: 'sglang',
  releaseOfImage,
  takesModelArgument,
  readsFile,
};

/** How SGLang is started. */
export const sglangLaunches: LaunchSyntax = { ...syntax, problemsOf: launchProblems(syntax) };

/** Options of a file are not read. `--config=file` is not one: SGLang looks for the word alone. */
function readsFile({ arguments: words }: Entry, { options }: ParsedArguments): boolean {
  return options.has('config') && words.some(({ text }) => text === '--config');
}
