import { embeddedText } from '../../text/embedded-text.ts';
import type { DocumentReader, LaunchDocument, Surroundings } from '../document.ts';
import { readEmbeddedShell } from '../shell/read-shell.ts';

/** Procfiles: a name and a command a line. */
export const procfileReader: DocumentReader = {
  kind: 'procfile',
  read: readProcfile,
  commentLine: (text) => `# ${text}`,
};

/** Each line is a shell of its own, and runs beside the others. */
function readProcfile(document: string, { isWorthReading }: Surroundings): LaunchDocument {
  const lines = [...document.matchAll(/^(?:[A-Za-z0-9_-]+:[ \t]*|(?=#))([^\r\n]+)/gm)];
  const read = lines.map(({ 0: whole, 1: text = '', index }) => {
    const start = index + whole.length - text.length;
    const script = embeddedText([{ text, span: { start, end: start + text.length }, origin: undefined }]);
    return readEmbeddedShell(script, document, { conditional: true, isWorthReading });
  });
  return { kind: 'procfile', commands: read.flatMap(({ commands }) => commands), comments: read.flatMap(({ comments }) => comments) };
}
