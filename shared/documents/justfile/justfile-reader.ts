import type { DocumentReader } from '../document.ts';
import { readJustfile } from './read-justfile.ts';

/** Justfiles. */
export const justfileReader: DocumentReader = {
  kind: 'justfile',
  read: readJustfile,
  commentLine: (text) => `# ${text}`,
};
