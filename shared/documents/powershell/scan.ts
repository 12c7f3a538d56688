import type { Mark, Part, Token, WordToken } from './tokens.ts';

/** Cuts PowerShell text into tokens; every character is looked at once or twice. */
export function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const blank = blankLength(text, at);
    if (blank > 0) {
      at += blank;
      continue;
    }
    const token = comment(text, at) ?? mark(text, at) ?? word(text, at);
    tokens.push(token);
    at = Math.max(at + 1, token.to);
  }
  return tokens;
}

/** Blanks, and a line end behind a backtick. */
function blankLength(text: string, at: number): number {
  const character = text[at];
  if (character === ' ' || character === '\t' || character === '\uFEFF') return 1;
  if (character !== '`') return 0;
  return text[at + 1] === '\n' ? 2 : text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0;
}

function comment(text: string, at: number): Token | undefined {
  if (text[at] === '#') return { kind: 'comment', from: at, to: lineEnd(text, at) };
  if (!text.startsWith('<#', at)) return undefined;
  const end = text.indexOf('#>', at + 2);
  return { kind: 'comment', from: at, to: end < 0 ? text.length : end + 2 };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

const marks: readonly (readonly [string, Mark])[] = [
  ['&&', 'and'],
  ['||', 'and'],
  ['@(', 'list'],
  ['@{', 'table'],
  ['\r\n', 'end'],
  ['\n', 'end'],
  ['\r', 'end'],
  [';', 'end'],
  ['|', 'pipe'],
  ['{', 'open'],
  ['}', 'close'],
  ['(', 'paren'],
  [')', 'unparen'],
  [',', 'comma'],
  ['&', 'call'],
];

function mark(text: string, at: number): Token | undefined {
  const redirection = /[*0-9]?>{1,2}(?:&\d)?/y;
  redirection.lastIndex = at;
  const redirect = redirection.exec(text);
  if (redirect !== null) return { kind: 'redirect', from: at, to: redirection.lastIndex };
  const found = marks.find(([written]) => text.startsWith(written, at));
  return found && { kind: found[1], from: at, to: at + found[0].length };
}

function word(text: string, at: number): WordToken {
  const here = hereString(text, at);
  if (here !== undefined) return here;
  const parts: Part[] = [];
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const to = quoted(text, at, parts);
    return { kind: 'word', from: at, to, parts, quoted: true };
  }
  return { kind: 'word', from: at, to: bare(text, at, parts), parts, quoted: false };
}

/** `@"` and `@'` at the end of a line open a text of several lines. */
function hereString(text: string, at: number): WordToken | undefined {
  const open = /@(["'])[ \t]*\r?\n/y;
  open.lastIndex = at;
  const found = open.exec(text);
  if (found === null) return undefined;
  const close = text.indexOf(`\n${found[1]}@`, open.lastIndex - 1);
  const end = close < 0 ? text.length : close;
  const parts: Part[] = [];
  const from = Math.min(open.lastIndex, end);
  if (found[1] === "'") addLiteral(parts, from, end);
  else expandable(text, from, end, parts);
  return { kind: 'word', from: at, to: close < 0 ? text.length : close + 3, parts, quoted: true };
}

/** Reads a quoted text into parts; gives the offset behind it. */
function quoted(text: string, at: number, parts: Part[]): number {
  const quote = text[at] ?? '';
  let from = at + 1;
  for (;;) {
    const end = closing(text, from, quote);
    if (quote === "'") addLiteral(parts, from, end);
    else expandable(text, from, end, parts);
    if (text[end + 1] !== quote || end >= text.length) return Math.min(text.length, end + 1);
    parts.push({ kind: 'escape', from: end, to: end + 2, text: quote });
    from = end + 2;
  }
}

/** Where the quote stands that ends a text; double quotes know escapes and expressions. */
function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote !== '"') continue;
    if (text[at] === '`') at += 1;
    else if (text[at] === '$' && text[at + 1] === '(') at = subexpressionEnd(text, at) - 1;
  }
  return text.length;
}

const mostNested = 4000;

/** The end of `$( … )`, quotes in it left aside. */
function subexpressionEnd(text: string, at: number): number {
  let depth = 0;
  for (let end = at + 1; end < Math.min(text.length, at + mostNested); end++) {
    if (text[end] === '(') depth += 1;
    else if (text[end] === ')' && --depth === 0) return end + 1;
  }
  return Math.min(text.length, at + 2);
}

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '\n': '', '\r': '' };

/** Characters of a text in double quotes. */
function expandable(text: string, from: number, to: number, parts: Part[]): void {
  let plain = from;
  for (let at = from; at < to; ) {
    const part = special(text, at, to);
    if (part === undefined) {
      at += 1;
      continue;
    }
    addLiteral(parts, plain, at);
    parts.push(part);
    at = part.to;
    plain = at;
  }
  addLiteral(parts, plain, to);
}

const variable = /\$(?:\{([^{}\r\n]{1,80})\}|((?:env|script|global|local|private|using):\w+|\w+))/y;

function special(text: string, at: number, to: number): Part | undefined {
  const character = text[at];
  if (character === '`') {
    const next = text[at + 1] ?? '';
    return at + 1 < to ? { kind: 'escape', from: at, to: at + 2, text: escaped[next] ?? next } : undefined;
  }
  if (character !== '$') return undefined;
  if (text[at + 1] === '(') return { kind: 'unknown', from: at, to: Math.min(to, subexpressionEnd(text, at)) };
  variable.lastIndex = at;
  const found = variable.exec(text);
  if (found === null || variable.lastIndex > to) return undefined;
  return { kind: 'variable', from: at, to: variable.lastIndex, name: (found[1] ?? found[2] ?? '').toLowerCase() };
}

/** A word without quotes around it; quotes may stand in it. A dash at its start keeps PowerShell from replacing variables. */
function bare(text: string, start: number, parts: Part[]): number {
  const isDashed = text[start] === '-';
  let plain = start;
  let at = start;
  while (at < text.length && !ends(text, at, start)) {
    if (text[at] === '"' || text[at] === "'") {
      addLiteral(parts, plain, at);
      at = quoted(text, at, parts);
      plain = at;
      continue;
    }
    const part = special(text, at, text.length);
    if (part === undefined) {
      at += 1;
      continue;
    }
    addLiteral(parts, plain, at);
    const member = /(?:\.\w+|\[[^\]\r\n]{0,80}\]|::\w+)+/y;
    member.lastIndex = part.to;
    const isMember = part.kind !== 'escape' && member.test(text);
    const to = isMember ? member.lastIndex : part.to;
    parts.push(part.kind !== 'escape' && (isMember || isDashed) ? { kind: 'unknown', from: at, to } : part);
    at = to;
    plain = at;
  }
  addLiteral(parts, plain, at);
  return at;
}

function ends(text: string, at: number, start: number): boolean {
  const character = text[at] ?? '';
  if (' \t\r\n;|(){},&'.includes(character)) return true;
  return character === '`' && at > start ? blankLength(text, at) > 0 : false;
}

function addLiteral(parts: Part[], from: number, to: number): void {
  if (to > from) parts.push({ kind: 'literal', from, to });
}
