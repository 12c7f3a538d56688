/**
 * The text as it is on the machine that runs it: a checkout on Windows has CRLF where the repository has LF. Every offset stays: a backslash
 * that continues a line moves up to its line feed, any other carriage return becomes one more line end.
 */
export function withUnixLineEnds(text: string): string {
  if (!text.includes('\r\n')) return text;
  return text.replaceAll('\\\r\n', ' \\\n').replaceAll('\r\n', '\n\n');
}
