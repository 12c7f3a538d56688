import type { Unwrap } from './state.ts';

const withValue: ReadonlySet<string> = new Set(['-d', '--distribution', '-u', '--user', '--cd', '--shell-type', '--distribution-id']);

/** `wsl -d NAME [--] COMMAND`, `wsl --exec COMMAND`: on a machine of its own, without the environment. */
export const unwrapWsl: Unwrap = (wrapped) => {
  const at = commandAt(wrapped.words.map(({ text }) => text ?? ''));
  const rest = wrapped.words.slice(at);
  if (rest.length === 0) return false;
  wrapped.exports = undefined;
  wrapped.elsewhere = true;
  wrapped.words = rest;
  return true;
};

function commandAt(texts: readonly string[]): number {
  let at = 1;
  for (let text = texts[at] ?? ''; text.startsWith('-') || text === '~'; text = texts[at] ?? '') {
    at += withValue.has(text) ? 2 : 1;
    if (text === '--' || text === '-e' || text === '--exec') break;
  }
  return at;
}
