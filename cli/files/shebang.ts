const shebang = /^#!.*\b(ba|da|k|z)?sh\b/;
const longestLine = 200;

/** True if the first line of a text, or of its bytes read as characters, hands it to a shell. */
export function isShellScript(text: string): boolean {
  return text.startsWith('#!') && shebang.test(text.slice(0, longestLine));
}

/** False for a name without an ending: only a file's first line then says what it is. */
export function hasEnding(name: string): boolean {
  return name.slice(1).includes('.');
}
