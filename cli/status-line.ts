import type { WriteStream } from 'node:tty';

const clear = '\r\u001b[K';
const usualColumns = 80;

/** A line of a terminal that is written over again and again; undefined takes it away, and so does the end of the process. */
export function statusLine(stream: WriteStream): (text: string | undefined) => void {
  let isShown = false;
  const show = (text: string | undefined): void => {
    if (text === undefined && !isShown) return;
    isShown = text !== undefined;
    stream.write(clear + (text ?? '').slice(0, (stream.columns || usualColumns) - 1));
  };
  process.once('exit', () => show(undefined));
  return show;
}
