import type { DocumentReader } from '../document.ts';
import { readBatch } from './read-batch.ts';

/** Batch files of Windows. */
export const batchReader: DocumentReader = {
  kind: 'batch',
  read: readBatch,
  commentLine: (text) => `REM ${text}`,
};
