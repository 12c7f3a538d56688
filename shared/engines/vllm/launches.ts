import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { argumentFile } from './argument-file.ts';
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
  argumentFile,
};
