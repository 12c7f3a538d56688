import { hostEnvironment } from '../../shared/models/host-environment.ts';
import type { Arguments } from '../arguments.ts';
import type { Io, KeepingPlace } from '../io.ts';

/** All that a run is asked, by whom, and of which program: another question has another answer. */
export function questionOf(
  { argv }: Arguments,
  { folder, environment }: Pick<Io, 'folder' | 'environment'>,
  { asker }: KeepingPlace,
  wholeFolders: readonly string[],
): unknown {
  const language = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment.get(name) ?? '');
  return { asker, folder, argv, wholeFolders, environment: [...hostEnvironment(environment)], language };
}
