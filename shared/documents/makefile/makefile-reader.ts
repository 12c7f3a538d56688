import { baseName } from '../../text/path.ts';
import type { DocumentReader } from '../document.ts';
import { readMakefile } from './read-makefile.ts';

const named = /(?:^|[^a-z0-9])(?:gnu)?makefile(?:\.(?!md$|py$|sh$|txt$|in$|am$)[\w-]+)?$|\.(?:mk|mak|make)$/i;

/** Makefiles. */
export const makefileReader: DocumentReader = {
  kind: 'makefile',
  accepts: (path, languageId) => languageId === 'makefile' || named.test(baseName(path)),
  read: readMakefile,
  commentLine: (text) => `# ${text}`,
};
