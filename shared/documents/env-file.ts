/** The variables of an environment file: `NAME=value` lines, quotes taken off. A value that refers to others is not known. */
export function readEnvFile(text: string): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, written = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) values.set(name, valueIn(written));
  }
  return values;
}

function valueIn(written: string): string | undefined {
  const [, , quoted] = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written) ?? [];
  const value = quoted ?? written.replace(/\s+#.*$/, '');
  return /[$\\`]/.test(value) && !written.startsWith("'") ? undefined : value;
}
