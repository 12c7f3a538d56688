import { existsSync } from 'node:fs';
import { t } from '../../shared/text/localize.ts';
import { PadFailure } from './pad-failure.ts';

/** What stopped the writing, and what to do now. */
export function failureText(error: unknown, partial: string, isStopped: boolean): string {
  const next = existsSync(partial) ? t('run the same command with --resume to continue, or remove {0}', partial) : '';
  if (isStopped) return t('stopped; {0}', next);
  if (error instanceof PadFailure) return `${error.message}${next === '' ? '' : ` (${partial})`}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'EFBIG')
    return t(
      'the file system, or a limit as of ulimit -f, does not allow files of this size; name a folder elsewhere and remove {0}',
      partial,
    );
  if (code === 'ENOSPC' || code === 'EDQUOT') return t('the disk is full; free some room, then {0}', next);
  const said = error instanceof Error ? error.message : String(error);
  return next === '' ? said : t('{0}; {1}', said, next);
}
