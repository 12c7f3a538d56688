import { createScanner, type JSONScanner } from 'jsonc-parser';
import { noScanError, tokenKind } from './token-kind.ts';

/**
 * The tokens of a JSON text, blanks passed over. What nearly every token is (a bracket, a number, a text without escapes) is
 * read here, at half the cost; all others, and everything that is not quite JSON, are jsonc-parser's.
 */
export class JsonScanner {
  /** The token that was scanned last, and where it stands. */
  kind: number = tokenKind.unknown;
  start = 0;
  end = 0;
  /** True for a token that is cut off or has a character that it must not have. */
  broken = false;
  /** Made when first needed: many files never do. */
  private others: JSONScanner | undefined;
  /** What jsonc-parser read; undefined: the text is the value. */
  private read: string | undefined;

  constructor(
    private readonly text: string,
    /** Where the next token is looked for. */
    private at: number,
  ) {}

  moveTo(offset: number): void {
    this.at = offset;
  }

  scan(): void {
    const start = this.pastBlanks();
    const code = this.text.charCodeAt(start);
    const kind = code < brackets.length ? (brackets[code] ?? 0) : 0;
    if (kind !== 0) this.take(kind, start, start + 1);
    else if (code === quote) this.takeIf(tokenKind.string, start, endOfPlainString(this.text, start));
    else if (isDigit(code) || code === minus) this.takeIf(tokenKind.number, start, endOfPlainNumber(this.text, start));
    else if (start >= this.text.length) this.take(tokenKind.end, start, start);
    else this.takeWord(start);
  }

  /** The text of a string without its quotes and escapes; any other token as it is written. */
  value(): string {
    if (this.read !== undefined) return this.read;
    return this.kind === tokenKind.string ? this.text.slice(this.start + 1, this.end - 1) : this.text.slice(this.start, this.end);
  }

  private take(kind: number, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.at = end;
    this.broken = false;
    this.read = undefined;
  }

  private takeIf(kind: number, start: number, end: number): void {
    if (end > 0) this.take(kind, start, end);
    else this.takeOther(start);
  }

  private takeWord(start: number): void {
    const word = words.find(([text]) => this.text.startsWith(text, start));
    if (word !== undefined && endsWord(this.text, start + word[0].length)) this.take(word[1], start, start + word[0].length);
    else this.takeOther(start);
  }

  /** jsonc-parser steps past the text where a comment or an escape is cut off. */
  private takeOther(from: number): void {
    this.others ??= createScanner(this.text, false);
    this.others.setPosition(from);
    const kind = this.others.scan();
    const start = this.others.getTokenOffset();
    const end = Math.min(start + this.others.getTokenLength(), this.text.length);
    this.take(kind, start, end);
    this.at = this.others.getPosition();
    this.broken = this.others.getTokenError() !== noScanError;
    this.read = this.others.getTokenValue();
  }

  /** The scanner collects blanks letter by letter, a third of its time in an indented file. */
  private pastBlanks(): number {
    let at = this.at;
    while (isBlank(this.text.charCodeAt(at))) at++;
    return at;
  }
}

const quote = 34;
const backslash = 92;
const minus = 45;
const zero = 48;

/** Token kinds of one character, by its code. */
const brackets = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

const words = [
  ['true', tokenKind.true],
  ['false', tokenKind.false],
  ['null', tokenKind.null],
] as const;

/** What may follow a whole word; other letters make it another word. */
function endsWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return at >= text.length || isBlank(code) || (code < brackets.length && brackets[code] !== 0);
}

function kindOf(character: string): number {
  const at = '{}[],:'.indexOf(character);
  return at < 0 ? 0 : at + tokenKind.openBrace;
}

/** The offset after the closing quote; 0 for a text with escapes or control characters, or without an end. */
function endOfPlainString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash || code < 32) return 0;
  }
  return 0;
}

/** The offset after a number as JSON has it; 0 for any other way to write one, and for what is none. */
function endOfPlainNumber(text: string, start: number): number {
  const first = text.charCodeAt(start) === minus ? start + 1 : start;
  const whole = pastDigits(text, first);
  const leads = text.charCodeAt(first) === zero && whole > first + 1;
  if (whole === first || leads) return 0;
  const end = text[whole] === '.' ? pastSomeDigits(text, whole + 1) : whole;
  if (end === 0 || (text[end] !== 'e' && text[end] !== 'E')) return end;
  const signed = text[end + 1] === '-' || text[end + 1] === '+';
  return pastSomeDigits(text, signed ? end + 2 : end + 1);
}

/** 0 where there are none. */
function pastSomeDigits(text: string, from: number): number {
  const end = pastDigits(text, from);
  return end === from ? 0 : end;
}

function pastDigits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 57;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
