import type { DocumentReader } from '../document.ts';
import { readPowerShell } from './read-powershell.ts';

/** Scripts and modules of PowerShell. */
export const powershellReader: DocumentReader = {
  kind: 'powershell',
  read: readPowerShell,
  commentLine: (text) => `# ${text}`,
};
