/** What stands behind the backticks that open a fence. */
export interface FenceInfo {
  /** In lower case; empty: none is named. */
  readonly language: string;
  readonly fileName: string | undefined;
}

/** Directives of MyST and of fenced divs whose argument is the language. */
const codeDirectives: ReadonlySet<string> = new Set(['code-block', 'code', 'sourcecode', 'code-cell', 'prompt']);

/** Reads `bash`, `bash title="serve.sh"`, `{.bash .numberLines}`, `{code-block} bash`, `bash{1,3}`. */
export function fenceInfo(info: string): FenceInfo {
  const fileName = /(?:title|filename|file|name)\s*=\s*["']?([\w./-]*\w\.?\w+)/i.exec(info)?.[1];
  const directive = /^\s*\{([\w:-]+)\}\s*(\S*)/.exec(info);
  if (directive !== null) return { language: ofDirective(directive[1] ?? '', directive[2] ?? ''), fileName };
  const language = /^\s*(?:\{\s*\.?)?([\w+#-]+)/.exec(info)?.[1] ?? '';
  return { language: language.toLowerCase(), fileName };
}

/** `{bash}` runs the block in R Markdown; a directive of another name keeps its braces. */
function ofDirective(name: string, argument: string): string {
  if (codeDirectives.has(name)) return argument.toLowerCase();
  return /^(?:bash|sh|python|r)$/i.test(name) ? name.toLowerCase() : `{${name}}`;
}
