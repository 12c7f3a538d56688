import type { DocumentReader } from '../document.ts';
import { readBatch } from './read-batch.ts';

/** Batch files of Windows. */
export const batchReader: DocumentReader = {
  kind: 'batch',
  accepts: (path, languageId) => languageId === 'bat' || /\.(?:bat|cmd)$/i.test(path),
  read: readBatch,
  commentLine: (text) => `REM ${text}`,
};
