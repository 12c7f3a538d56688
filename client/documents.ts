import type { DocumentFilter } from 'vscode';
import { modelFileNames } from '../shared/protocol.ts';
import { settingsFileName } from '../shared/settings/settings.ts';

const modelFiles = `**/{${modelFileNames.join(',')}}`;

/** Documents that the server is told about. Other JSON files never leave the editor. */
export const documentSelector = [
  { scheme: 'file', language: 'shellscript' },
  { scheme: 'untitled', language: 'shellscript' },
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', language: 'json', pattern: modelFiles },
  { scheme: 'file', language: 'jsonc', pattern: modelFiles },
  { scheme: 'file', pattern: `**/${settingsFileName}` },
] as const satisfies readonly DocumentFilter[];
