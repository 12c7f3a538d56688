import type { LaunchSyntax } from '../launches/launch-syntax.ts';
import { lmdeployDialect } from './dialect.ts';
import { entryOf, server } from './entry-points.ts';
import { releaseOfImage } from './image.ts';

/** How LMDeploy is started. */
export const lmdeployLaunches: LaunchSyntax = {
  engine: 'lmdeploy',
  dialect: lmdeployDialect,
  entryOf,
  standard: server,
  tensorParallelFlag: '--tp',
  package: 'lmdeploy',
  releaseOfImage,
};
