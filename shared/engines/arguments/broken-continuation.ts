import type { Word } from '../../documents/command.ts';

/** A backslash with a blank behind it, and perhaps a remark: the blank becomes an argument, and the command ends with the line. */
export function isBrokenContinuation({ text, source }: Word): boolean {
  return text !== undefined && /^\s+(#|$)/.test(text) && /^\\\s/.test(source);
}
