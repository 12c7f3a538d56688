import type { DocumentReader } from '../document.ts';
import { isJoined, joinedNotebook } from './cell-texts.ts';
import { jsonNotebook } from './json-notebook.ts';
import { readNotebook } from './read-notebook.ts';

/** Notebooks of Jupyter: the file, and the cells that an editor has open. `readers` read what stands in the cells. */
export function notebookReader(readers: readonly DocumentReader[]): DocumentReader {
  return {
    kind: 'notebook',
    read: (text) => {
      const notebook = isJoined(text) ? joinedNotebook(text) : jsonNotebook(text);
      return { kind: 'notebook', ...readNotebook(notebook, text, readers) };
    },
    commentLine: undefined,
  };
}
