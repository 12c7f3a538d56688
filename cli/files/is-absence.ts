/** True where there is nothing at a path. Other failures may pass: too many open files, a lock, a network. */
export function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
