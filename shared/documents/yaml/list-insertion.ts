import { contains } from '../../text/span.ts';
import type { Addition, Command, InsertArgument, Insertion, Word } from '../command.ts';
import { itemsOf, type YamlList, type YamlNode } from './node.ts';

/**
 * Commands whose words are items of lists, with the way to write one more item; those that stand in a script in an item are
 * as in a shell.
 */
export function withItemInsertion(commands: readonly Command[], words: readonly Word[], lists: readonly YamlList[]): readonly Command[] {
  const items = new Set(words);
  const insertion = insertItem(lists);
  return commands.map((command) => (command.words.some((word) => items.has(word)) ? inserting(command, insertion) : command));
}

/** A command's environment may be computed when it is asked for, so that a copy has to name it. */
export function inserting(command: Command, insertion: InsertArgument): Command {
  return { ...command, environment: command.environment, insertion };
}

/** Writes an argument as one or two items after the item that `after` stands in. */
export function insertItem(lists: readonly YamlList[]): InsertArgument {
  return (after, addition) => {
    for (const list of lists) {
      const item = list.at === undefined ? itemsOf(list).find(({ span, at }) => at === undefined && contains(span, after)) : undefined;
      if (item !== undefined) return list.flow ? inBrackets(item, addition) : onOwnLine(item, addition);
    }
    return undefined;
  };
}

function inBrackets(item: YamlNode, addition: Addition): Insertion | undefined {
  const { source, span } = item;
  const mark = source.text[span.start] ?? '';
  const quote = mark === '"' || mark === "'" ? mark : '';
  const parts = partsOf(item, addition).map((part) => `, ${quoted(part, quote)}`);
  return { offset: span.end, newText: parts.join('') };
}

/** The dash is written as the item's own. Undefined where two items share a line. */
function onOwnLine(item: YamlNode, addition: Addition): Insertion | undefined {
  const { text } = item.source;
  const { start, end } = item.span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const dash = /^[ \t]*-[ \t]+$/.exec(text.slice(lineStart, start))?.[0];
  if (dash === undefined) return undefined;
  const mark = text[start] ?? '';
  const quote = mark === '"' || mark === "'" ? mark : '';
  const lineEnd = endOfLine(text, end);
  const lines = partsOf(item, addition).map((part) => `${lineEnd.mark}${dash}${quoted(part, quote)}`);
  return { offset: lineEnd.offset, newText: lines.join('') };
}

function endOfLine(text: string, from: number): { readonly offset: number; readonly mark: string } {
  const feed = text.indexOf('\n', text[from - 1] === '\n' ? from - 1 : from);
  const offset = feed < 0 ? text.length : feed;
  return text[offset - 1] === '\r' ? { offset: offset - 1, mark: '\r\n' } : { offset, mark: '\n' };
}

/** `--flag=value` beside an item that is written so, else the flag and its value. */
function partsOf({ source, span }: YamlNode, { name, value }: Addition): readonly string[] {
  if (value === undefined) return [name];
  const isJoined = /^['"]?--?[\w-]+=/.test(source.text.slice(span.start, span.end));
  return isJoined ? [`${name}=${value}`] : [name, String(value)];
}

/** A number without quotes would be no text, which argument lists are made of. */
function quoted(part: string, quote: string): string {
  const mark = quote === '' && /^[\d.]+$/.test(part) ? '"' : quote;
  return `${mark}${part}${mark}`;
}
