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
function inserting(command: Command, insertion: InsertArgument): Command {
  return { ...command, environment: command.environment, insertion };
}

/** Writes an argument as one or two items after the item that `after` stands in. */
export function insertItem(lists: readonly YamlList[]): InsertArgument {
  return (after, addition) => {
    for (const list of lists) {
      const items = list.at === undefined ? itemsOf(list) : [];
      const at = items.findIndex((item) => item.at === undefined && contains(item.span, after));
      const item = items[at];
      if (item === undefined) continue;
      const parts = partsOf(item, items.slice(0, at + 1), addition);
      return list.flow ? inBrackets(item, parts) : onOwnLine(item, parts);
    }
    return undefined;
  };
}

function inBrackets({ span }: YamlNode, parts: readonly string[]): Insertion {
  return { offset: span.end, newText: parts.map((part) => `, ${part}`).join('') };
}

/** The dash is written as the item's own. Undefined where two items share a line. */
function onOwnLine({ source: { text }, span }: YamlNode, parts: readonly string[]): Insertion | undefined {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const dash = /^[ \t]*-[ \t]+$/.exec(text.slice(lineStart, span.start))?.[0];
  if (dash === undefined) return undefined;
  const { offset, mark } = endOfLine(text, span.end);
  return { offset, newText: parts.map((part) => `${mark}${dash}${part}`).join('') };
}

function endOfLine(text: string, from: number): { readonly offset: number; readonly mark: string } {
  const feed = text.indexOf('\n', text[from - 1] === '\n' ? from - 1 : from);
  const offset = feed < 0 ? text.length : feed;
  return text[offset - 1] === '\r' ? { offset: offset - 1, mark: '\r\n' } : { offset, mark: '\n' };
}

/** `--flag=value` beside an item that is written so, else the flag and its value; in the quotes that flags and values have here. */
function partsOf(item: YamlNode, before: readonly YamlNode[], { name, value }: Addition): readonly string[] {
  const flag = before.findLast((each) => /^['"]?--?[A-Za-z]/.test(sourceOf(each))) ?? item;
  const quote = quoteOf(flag);
  if (value === undefined) return [`${quote}${name}${quote}`];
  if (/^['"]?--?[\w-]+=/.test(sourceOf(item))) return [`${quote}${name}=${value}${quote}`];
  // A number without quotes would be no text, which argument lists are made of.
  const mark = quoteOf(item) || quote || '"';
  return [`${quote}${name}${quote}`, `${mark}${value}${mark}`];
}

function sourceOf({ source, span }: YamlNode): string {
  return source.text.slice(span.start, span.end);
}

function quoteOf(item: YamlNode): string {
  return /^['"]/.exec(sourceOf(item))?.[0] ?? '';
}
