import { Composer, type Document, Lexer, Parser } from 'yaml';
import type { Comment } from '../document.ts';
import { treeOf } from './build-tree.ts';
import { withoutIdleDocuments } from './idle-documents.ts';
import type { YamlNode } from './node.ts';
import { repairIndentation } from './repair-indentation.ts';
import type { YamlSource } from './source.ts';
import { templatePlaces } from './template-places.ts';
import { findTemplates, maskTemplates } from './templates.ts';

export interface ParsedYaml {
  /** The root of each document in the text. */
  readonly roots: readonly YamlNode[];
  readonly comments: readonly Comment[];
}

/** Parts within parts deeper than this are no document that a person wrote; the parser below would exhaust the stack. */
const deepest = 200;

const options = { strict: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent', stringKeys: false } as const;

/**
 * Parses a YAML text, with templates in it or not. Never throws; gives what could be understood. Of several documents in one text those
 * are passed over that are not worth reading.
 */
export function parseYaml(text: string, isWorthReading: (part: string) => boolean = () => true): ParsedYaml {
  const templates = findTemplates(text);
  const source: YamlSource = { text, masked: withoutIdleDocuments(maskTemplates(text, templates), text, isWorthReading), templates };
  const { isBroken, ...parsed } = parse(source);
  if (!isBroken) return parsed;
  const masked = repairIndentation(source.masked);
  return masked === source.masked ? parsed : { ...parse({ ...source, masked }), comments: parsed.comments };
}

function parse(source: YamlSource): ParsedYaml & { readonly isBroken: boolean } {
  const comments: Comment[] = [];
  const roots: YamlNode[] = [];
  const errors = { found: false };
  try {
    const places = templatePlaces(source);
    for (const document of documentsIn(source, comments, errors)) {
      const root = treeOf(document, source, places);
      if (root !== undefined) roots.push(root);
    }
  } catch {
    // The documents before it stand.
  }
  return { roots, comments, isBroken: errors.found };
}

function* documentsIn(source: YamlSource, comments: Comment[], errors: { found: boolean }): Generator<Document.Parsed> {
  const parser = new Parser();
  const composer = composerOf(errors);
  const watch = commentWatch(source, comments);
  for (const lexeme of new Lexer().lex(source.masked)) {
    if (parser.stack.length > deepest) return;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errors.found = true;
      else yield* composer.next(token);
    }
    watch(lexeme);
  }
  for (const token of parser.end()) yield* composer.next(token);
  yield* composer.end();
}

/** Nobody reads the errors but that there are some, and to make one costs a hundred times what the text costs that it is about. */
function composerOf(errors: { found: boolean }): Composer {
  const composer = new Composer(options);
  const onError = () => {
    errors.found = true;
  };
  Object.assign(composer, { onError });
  return composer;
}

/** Marks that the lexer puts between pieces of the text: they are not in it. */
const documentMark = '\x02';
const endMark = '\x18';
const scalarMark = '\x1f';

/** Sees the pieces of the text one after the other, and keeps what is a comment. */
function commentWatch({ text }: YamlSource, comments: Comment[]): (lexeme: string) => void {
  let offset = 0;
  let before = '';
  let isLiteral = false;
  return (lexeme) => {
    if (before === scalarMark) comments.push(...(isLiteral ? commentsIn(text, offset, lexeme.length) : []));
    else if (lexeme.startsWith('#')) comments.push(commentAt(text, offset, lexeme.length));
    if (lexeme !== documentMark && lexeme !== endMark && lexeme !== scalarMark) offset += lexeme.length;
    if (lexeme.startsWith('|')) isLiteral = true;
    else if (isLiteral && lexeme !== scalarMark && lexeme.trim() !== '') isLiteral = false;
    before = lexeme;
  };
}

/** A script in a literal scalar has comments of its own; those that speak to us are ours, the first of each line. */
function commentsIn(text: string, start: number, length: number): readonly Comment[] {
  const body = text.slice(start, start + length);
  const comments: Comment[] = [];
  for (let at = body.indexOf('shardlint:'); at >= 0; ) {
    const feed = body.indexOf('\n', at);
    const lineEnd = feed < 0 ? length : feed;
    const mark = /(?<=^|\s)#[#\s]*$/.exec(body.slice(Math.max(0, at - 20, body.lastIndexOf('\n', at) + 1), at))?.[0];
    if (mark !== undefined)
      comments.push(commentAt(text, start + at - mark.length, mark.length + body.slice(at, lineEnd).trimEnd().length));
    at = body.indexOf('shardlint:', lineEnd);
  }
  return comments;
}

function commentAt(text: string, start: number, length: number): Comment {
  return { text: text.slice(start + 1, start + length), span: { start, end: start + length } };
}
