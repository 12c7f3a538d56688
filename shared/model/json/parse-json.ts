import type { JsonArray, JsonMember, JsonNode, JsonObject } from './json-node.ts';
import { JsonScanner } from './json-scanner.ts';
import { endOfBracketed } from './skip-value.ts';
import { tokenKind } from './token-kind.ts';

/** What a text says as JSON, and where Python's `json` would stop reading it. */
export interface ParsedJson {
  /** Undefined for a text without a value. */
  readonly root: JsonNode | undefined;
  /** The first place that Python's `json.load` refuses; comments and trailing commas are such places. */
  readonly syntaxError: JsonSyntaxError | undefined;
  readonly duplicates: readonly DuplicateKey[];
}

export interface JsonSyntaxError {
  readonly start: number;
  readonly end: number;
  readonly reason: 'comment' | 'trailing-comma' | 'byte-order-mark' | 'depth' | 'unexpected';
}

/** A key that an object has twice; Python keeps the last. */
interface DuplicateKey {
  readonly key: string;
  readonly first: JsonMember;
  readonly last: JsonMember;
}

const deepest = 500;

/** Values of these keys can be thousands of entries long and are rarely asked for: they are read when they are. */
const lazyKeys: ReadonlySet<string> = new Set([
  'quantized_layers',
  'ignore',
  'ignored_layers',
  'modules_to_not_convert',
  'exclude_modules',
  'exclude',
  'extra_config',
  'id2label',
  'label2id',
  'auto_map',
  'task_specific_params',
]);

/**
 * Reads JSON as it is found in the wild: with comments, trailing commas, `NaN`, `Infinity`, a byte order mark, half
 * typed. Never throws; gives what could be read, with exact offsets.
 */
export function parseJson(text: string): ParsedJson {
  return new JsonReader(text, 0).read();
}

class JsonReader {
  private readonly scanner: JsonScanner;
  private token: number = tokenKind.unknown;
  private depth = 0;
  private syntaxError: JsonSyntaxError | undefined;
  private readonly duplicates: DuplicateKey[] = [];

  constructor(
    private readonly text: string,
    start: number,
    /** False while a lazy value is read: its keys are not lazy again. */
    private readonly lazy = true,
  ) {
    const mark = start === 0 && text.charCodeAt(0) === 0xfeff;
    if (mark) this.refuse(0, 1, 'byte-order-mark');
    this.scanner = new JsonScanner(text, mark ? 1 : start);
    this.advance();
  }

  read(): ParsedJson {
    const root = this.readValue();
    if (root === undefined || !this.at(tokenKind.end)) this.refuseToken();
    return { root, syntaxError: this.syntaxError, duplicates: this.duplicates };
  }

  readValue(): JsonNode | undefined {
    switch (this.token) {
      case tokenKind.openBrace:
        return this.enter() ? this.leave(this.readObject()) : undefined;
      case tokenKind.openBracket:
        return this.enter() ? this.leave(this.readArray()) : undefined;
      default:
        return this.readLeaf();
    }
  }

  /** False, and the end of reading, where brackets are nested deeper than any real file has them. */
  private enter(): boolean {
    if (this.depth < deepest) return ++this.depth > 0;
    this.refuse(this.scanner.start, this.scanner.end, 'depth');
    this.token = tokenKind.end;
    return false;
  }

  private leave<T>(value: T): T {
    this.depth--;
    return value;
  }

  private readObject(): JsonObject {
    const start = this.scanner.start;
    const members = new Map<string, JsonMember>();
    this.advance();
    let comma: number | undefined;
    while (!this.at(tokenKind.closeBrace) && !this.at(tokenKind.end)) {
      if (!this.at(tokenKind.string)) {
        this.refuseToken();
        if (this.at(tokenKind.closeBracket)) break;
        this.skipUnexpected();
        continue;
      }
      comma = undefined;
      this.readMember(members);
      if (this.at(tokenKind.comma)) {
        comma = this.scanner.start;
        this.advance();
      } else if (!this.at(tokenKind.closeBrace)) this.refuseToken();
    }
    return { kind: 'object', start, end: this.close(tokenKind.closeBrace, comma), members };
  }

  private readMember(members: Map<string, JsonMember>): void {
    const keyStart = this.scanner.start;
    const keyEnd = this.scanner.end;
    const key = this.scanner.value();
    this.advance();
    if (!this.at(tokenKind.colon)) {
      this.refuseToken();
      return;
    }
    this.advance();
    const value = (this.lazy && lazyKeys.has(key) ? this.readLazily() : undefined) ?? this.readValue();
    if (value === undefined) {
      this.refuseToken();
      return;
    }
    const member = { key, keyStart, keyEnd, value };
    const first = members.get(key);
    if (first !== undefined) this.duplicates.push({ key, first, last: member });
    members.set(key, member);
  }

  private readArray(): JsonArray {
    const start = this.scanner.start;
    const items: JsonNode[] = [];
    this.advance();
    let comma: number | undefined;
    while (!this.at(tokenKind.closeBracket) && !this.at(tokenKind.end)) {
      if (this.at(tokenKind.closeBrace)) {
        this.refuseToken();
        break;
      }
      const item = this.readValue();
      if (item === undefined) {
        this.refuseToken();
        this.skipUnexpected();
        continue;
      }
      items.push(item);
      comma = undefined;
      if (this.at(tokenKind.comma)) {
        comma = this.scanner.start;
        this.advance();
      } else if (!this.at(tokenKind.closeBracket)) this.refuseToken();
    }
    return { kind: 'array', start, end: this.close(tokenKind.closeBracket, comma), items };
  }

  /** Steps over the closing bracket if it is there; the end of the value. */
  private close(bracket: number, trailingComma: number | undefined): number {
    if (!this.at(bracket)) {
      if (this.at(tokenKind.end)) this.refuseToken();
      return Math.min(this.scanner.start, this.text.length);
    }
    if (trailingComma !== undefined) this.refuse(trailingComma, trailingComma + 1, 'trailing-comma');
    const end = this.scanner.end;
    this.advance();
    return end;
  }

  private readLeaf(): JsonNode | undefined {
    const start = this.scanner.start;
    const end = this.scanner.end;
    switch (this.token) {
      case tokenKind.string:
        return this.leaf({ kind: 'string', start, end, value: this.scanner.value() });
      case tokenKind.number:
        return this.readNumber(start, end);
      case tokenKind.true:
      case tokenKind.false:
        return this.leaf({ kind: 'boolean', start, end, value: this.at(tokenKind.true) });
      case tokenKind.null:
        return this.leaf({ kind: 'null', start, end });
      case tokenKind.unknown:
        return this.readPythonNumber(start, end);
      default:
        return undefined;
    }
  }

  private leaf(node: JsonNode): JsonNode {
    this.advance();
    return node;
  }

  /** A number that runs into other letters (`64x`) is no number: what it would become is not known. */
  private readNumber(start: number, end: number): JsonNode | undefined {
    const written = this.scanner.value();
    this.advance();
    const glued = this.scanner.start === end && (this.at(tokenKind.unknown) || this.at(tokenKind.number));
    if (glued) return undefined;
    return { kind: 'number', start, end, value: Number(written), integer: !/[.eE]/.test(written) };
  }

  private readPythonNumber(start: number, end: number): JsonNode | undefined {
    const word = this.text.slice(start, end);
    if (word === 'NaN' || word === 'Infinity') return this.leaf({ kind: 'number', start, end, value: Number(word), integer: false });
    if (word !== '-' || !this.text.startsWith('Infinity', end)) return undefined;
    this.advance();
    return this.leaf({ kind: 'number', start, end: end + 'Infinity'.length, value: Number.NEGATIVE_INFINITY, integer: false });
  }

  private readLazily(): JsonNode | undefined {
    if (!this.at(tokenKind.openBrace) && !this.at(tokenKind.openBracket)) return undefined;
    const start = this.scanner.start;
    const end = endOfBracketed(this.text, start);
    if (end === undefined) return undefined;
    const node = this.at(tokenKind.openBrace) ? new LazyObject(this.text, start, end) : new LazyArray(this.text, start, end);
    this.scanner.moveTo(end);
    this.advance();
    return node;
  }

  private at(kind: number): boolean {
    return this.token === kind;
  }

  private advance(): void {
    this.scanner.scan();
    while (this.scanner.kind === tokenKind.lineBreak || this.scanner.kind === tokenKind.blank || isComment(this.scanner.kind)) {
      if (isComment(this.scanner.kind)) this.refuse(this.scanner.start, this.scanner.end, 'comment');
      this.scanner.scan();
    }
    this.token = this.scanner.kind;
    if (this.scanner.broken) this.refuseToken();
  }

  private skipUnexpected(): void {
    if (!this.at(tokenKind.end)) this.advance();
  }

  private refuseToken(): void {
    const start = Math.min(this.scanner.start, this.text.length);
    this.refuse(start, this.scanner.end, 'unexpected');
  }

  private refuse(start: number, end: number, reason: JsonSyntaxError['reason']): void {
    this.syntaxError ??= { start, end, reason };
  }
}

function isComment(token: number): boolean {
  return token === tokenKind.lineComment || token === tokenKind.blockComment;
}

/**
 * Classes, as the values that are read later everywhere: each evaluation of an object literal with a getter makes a hidden class of
 * its own, which costs more than the reading saves.
 */
class LazyObject implements JsonObject {
  readonly kind = 'object';
  private read: JsonObject['members'] | undefined;

  constructor(
    private readonly text: string,
    readonly start: number,
    readonly end: number,
  ) {}

  get members(): JsonObject['members'] {
    this.read ??= membersOf(readAt(this.text, this.start));
    return this.read;
  }
}

class LazyArray implements JsonArray {
  readonly kind = 'array';
  private read: JsonArray['items'] | undefined;

  constructor(
    private readonly text: string,
    readonly start: number,
    readonly end: number,
  ) {}

  get items(): JsonArray['items'] {
    this.read ??= itemsOf(readAt(this.text, this.start));
    return this.read;
  }
}

function readAt(text: string, start: number): JsonNode | undefined {
  return new JsonReader(text, start, false).readValue();
}

function membersOf(node: JsonNode | undefined): JsonObject['members'] {
  return node?.kind === 'object' ? node.members : new Map();
}

function itemsOf(node: JsonNode | undefined): JsonArray['items'] {
  return node?.kind === 'array' ? node.items : [];
}
