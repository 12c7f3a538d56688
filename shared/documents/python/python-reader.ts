import type { DocumentReader } from '../document.ts';
import { readPython } from './read-python.ts';

/** Python modules and scripts. */
export const pythonReader: DocumentReader = {
  kind: 'python',
  read: (text) => readPython(text),
  commentLine: (text) => `# ${text}`,
};
