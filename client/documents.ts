import type { DocumentFilter } from 'vscode';
import { launchFileNames, launchLanguages, modelFileNames } from '../shared/protocol.ts';
import { settingsFileName } from '../shared/settings/settings.ts';

const modelFiles = `**/{${modelFileNames.join(',')}}`;

/** Documents that are about launches or models by what they are; the rest mostly are not, and then nothing is said of them. */
export const ownSelector = [
  { scheme: 'file', language: 'shellscript' },
  { scheme: 'untitled', language: 'shellscript' },
  { scheme: 'file', language: 'json', pattern: modelFiles },
  { scheme: 'file', language: 'jsonc', pattern: modelFiles },
  { scheme: 'file', pattern: `**/${settingsFileName}` },
] as const satisfies readonly DocumentFilter[];

/** Documents that the server is told about; it decides what is in them. Other JSON files never leave the editor. */
export const documentSelector = [
  ...ownSelector,
  ...launchLanguages.flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]),
  ...['python', 'markdown', 'shellscript'].map((language) => ({ scheme: 'vscode-notebook-cell', language })),
  { scheme: 'file', pattern: `**/{${launchFileNames.join(',')}}` },
] as const satisfies readonly DocumentFilter[];
