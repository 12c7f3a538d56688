/** What the comments at the very top tell the builder. */
export interface Directives {
  /** The character that continues a line. */
  readonly escapeCharacter: string;
  /** Where the lines after them start. */
  readonly end: number;
}

const directive = /[ \t]*#[ \t]*([A-Za-z]\w*)[ \t]*=[ \t]*([^\r\n]*)(?:\r\n|[\r\n]|$)/y;

/** Reads `# syntax=…` and `# escape=…`; the first other line ends them. */
export function afterDirectives(text: string): Directives {
  let end = text.startsWith('\uFEFF') ? 1 : 0;
  let escapeCharacter: string | undefined;
  directive.lastIndex = end;
  for (let found = directive.exec(text); found !== null && found[0] !== ''; found = directive.exec(text)) {
    const [, name = '', value = ''] = found;
    if (name.toLowerCase() === 'escape' && /^[\\`][ \t]*$/.test(value)) escapeCharacter ??= value[0];
    end = directive.lastIndex;
  }
  return { escapeCharacter: escapeCharacter ?? '\\', end };
}
