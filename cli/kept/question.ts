import { hostEnvironment } from '../../shared/models/host-environment.ts';
import type { Arguments } from '../arguments.ts';
import type { Io } from '../io.ts';

/** All that a run was asked, and by which program: another question has another answer. */
export function questionOf({ argv }: Arguments, { folder, environment, keeping }: Io): unknown {
  const language = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment.get(name) ?? '');
  return { program: keeping?.program, folder, argv, environment: [...hostEnvironment(environment)], language };
}
