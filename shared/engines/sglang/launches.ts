import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { argumentFile } from './argument-file.ts';
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
  argumentFile,
};

/** How SGLang is started. */
export const sglangLaunches: LaunchSyntax = { ...syntax, problemsOf: launchProblems(syntax) };
