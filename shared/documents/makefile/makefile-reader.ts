import type { DocumentReader } from '../document.ts';
import { readMakefile } from './read-makefile.ts';

/** Makefiles. */
export const makefileReader: DocumentReader = {
  kind: 'makefile',
  read: readMakefile,
  commentLine: (text) => `# ${text}`,
};
