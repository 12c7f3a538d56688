import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { tgiDialect } from './dialect.ts';
import { entryOf, launcher } from './entry-points.ts';
import { releaseOfImage } from './image.ts';
import { launchProblems } from './launch-problems.ts';
import { gpusOfTgi } from './visible-gpus.ts';

/** How TGI is started. The package that pip knows is its client, and tells nothing of the server's version. */
export const tgiLaunches: LaunchSyntax = {
  engine: 'tgi',
  dialect: tgiDialect,
  entryOf,
  standard: launcher,
  tensorParallelFlag: '--num-shard',
  releaseOfImage,
  problemsOf: launchProblems,
  gpusOf: gpusOfTgi,
};
