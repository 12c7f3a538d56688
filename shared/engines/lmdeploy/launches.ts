import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { calls } from './calls.ts';
import { lmdeployDialect } from './dialect.ts';
import { entryOf, server } from './entry-points.ts';
import { releaseOfImage } from './image.ts';

/** How LMDeploy is started. */
export const lmdeployLaunches: LaunchSyntax = {
  engine: 'lmdeploy',
  dialect: lmdeployDialect,
  entryOf,
  calls,
  standard: server,
  tensorParallelFlag: '--tp',
  package: 'lmdeploy',
  releaseOfImage,
};
