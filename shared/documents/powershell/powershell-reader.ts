import type { DocumentReader } from '../document.ts';
import { readPowerShell } from './read-powershell.ts';

/** Scripts and modules of PowerShell. */
export const powershellReader: DocumentReader = {
  kind: 'powershell',
  accepts: (path, languageId) => languageId === 'powershell' || /\.(?:ps1|psm1)$/i.test(path),
  read: readPowerShell,
  commentLine: (text) => `# ${text}`,
};
