/** Variables of a `.env` file by name; undefined: the value is made of others, or spans lines. */
export function readVariables(text: string): ReadonlyMap<string, string | undefined> {
  const variables = new Map<string, string | undefined>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/.exec(line);
    if (found?.[1] !== undefined) variables.set(found[1], valueIn((found[2] ?? '').trimEnd()));
  }
  return variables;
}

function valueIn(written: string): string | undefined {
  const single = /^'([^']*)'\s*(#.*)?$/.exec(written)?.[1];
  if (single !== undefined) return single;
  const double = /^"([^"\\]*)"\s*(#.*)?$/.exec(written)?.[1];
  const value = double ?? written.replace(/(^|\s+)#.*$/, '');
  return /[$'"\\`]/.test(value) ? undefined : value;
}
