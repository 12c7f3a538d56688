import type { DocumentReader } from '../document.ts';
import { readShell } from './read-shell.ts';

const extension = /\.(sh|bash|zsh|ksh|sbatch|slurm|pbs|lsf)$/i;
const languages: ReadonlySet<string> = new Set(['shellscript', 'bash', 'zsh']);

/** Shell scripts, those of batch jobs among them. An editor gives a script without an extension its language by its first line. */
export const shellReader: DocumentReader = {
  kind: 'shell',
  accepts: (path, languageId) => extension.test(path) || (languageId !== undefined && languages.has(languageId)),
  read: readShell,
  commentLine: (text) => `# ${text}`,
};
