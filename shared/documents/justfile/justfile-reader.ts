import { baseName } from '../../text/path.ts';
import type { DocumentReader } from '../document.ts';
import { readJustfile } from './read-justfile.ts';

/** Justfiles. */
export const justfileReader: DocumentReader = {
  kind: 'justfile',
  accepts: (path, languageId) =>
    languageId === 'just' || languageId === 'justfile' || /(?:^|[^a-z0-9])justfile$|\.just$/i.test(baseName(path)),
  read: readJustfile,
  commentLine: (text) => `# ${text}`,
};
