import type { DocumentReader } from '../document.ts';
import { readShell } from './read-shell.ts';

/** Shell scripts, those of batch jobs among them. An editor gives a script without an extension its language by its first line. */
export const shellReader: DocumentReader = {
  kind: 'shell',
  read: readShell,
  commentLine: (text) => `# ${text}`,
};
