import { documentSpan, type EmbeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';

/** What the names of a notebook's Python are, as far as a command that names them can know. */
export interface PythonConstants {
  /** The value of a name at an offset of the document; `undefined`: not known, `null`: Python has no such name. */
  readonly at: (name: string, offset: number) => Constant | undefined | null;
}

export interface Constant {
  readonly text: string;
  /** Where the value is written, without its quotes. */
  readonly span: Span;
}

const literal = /^([A-Za-z_]\w*)[ \t]*(?::[^=\n]*)?=[ \t]*(?:r?(["'])([^"'\\\n]*)\2|(\d+))[ \t]*(?:#[^\n]*)?$/gm;
const bound =
  /^[ \t]*((?:[A-Za-z_]\w*[ \t]*,[ \t]*)*[A-Za-z_]\w*)[ \t]*(?::[^=\n]*)?(?:[-+*/|&%]?=(?!=))(?![^\n]*,[ \t]*$)|\b(?:for|as|global|nonlocal|def|class|import|del)[ \t]+((?:\w+[ \t]*,[ \t]*)*\w+)|\b([A-Za-z_]\w*)[ \t]*:=/gm;

/** A name is known where it is given one value only, a literal, outside of everything, before the command. */
export function pythonConstants(python: EmbeddedText): PythonConstants {
  const bindings = new Map<string, number>();
  for (const [, assigned, declared, walrus] of python.text.matchAll(bound))
    for (const name of (assigned ?? declared ?? walrus ?? '').split(',')) bindings.set(name.trim(), (bindings.get(name.trim()) ?? 0) + 1);
  const literals = new Map<string, Constant>();
  for (const found of python.text.matchAll(literal)) {
    const [written, name = '', quote, quoted, number] = found;
    const text = quoted ?? number ?? '';
    const from = found.index + (quote === undefined ? written.lastIndexOf(text) : written.indexOf(quote) + 1);
    literals.set(name, { text, span: documentSpan(python, from, from + text.length) });
  }
  return {
    at: (name, offset) => {
      const count = bindings.get(name);
      if (count === undefined) return null;
      const constant = literals.get(name);
      return count === 1 && constant !== undefined && constant.span.end <= offset ? constant : undefined;
    },
  };
}
