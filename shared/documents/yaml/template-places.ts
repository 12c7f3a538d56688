import type { Span } from '../../text/span.ts';
import type { YamlSource } from './source.ts';
import type { Template } from './templates.ts';

/** Answers what templates mean for the parts of a tree. */
export interface TemplatePlaces {
  /** True if a block of templates that begins within the parent holds the part: it may be there or not. */
  readonly isUncertain: (part: Span, parent: Span) => boolean;
  /** Where templates write entries or items of a collection, which may begin at `from`: in it, or right after it as deep as it is. */
  readonly holesOf: (collection: Span, from: number) => readonly Span[];
  /** Those between `offset` and the next thing that is written, if they are as deep as `key`. */
  readonly holesAfter: (offset: number, key: Span) => readonly Template[];
}

export function templatePlaces(source: YamlSource): TemplatePlaces {
  const { all, holes } = source.templates;
  if (all.length === 0) return { isUncertain: () => false, holesOf: () => [], holesAfter: () => [] };
  const turns = turnsOf(source);
  const holesAfter = (offset: number, key: Span) => {
    const end = offset + (/^\s*/.exec(source.masked.slice(offset))?.[0].length ?? 0);
    return between(holes, offset, end).filter(({ span }) => depthOf(source, span) >= columnOf(source, key.start));
  };
  return {
    isUncertain: (part, parent) => (last(turns, part.start)?.blockStart ?? -1) > parent.start,
    holesOf: (collection, from) =>
      [...between(holes, from, collection.end), ...holesAfter(collection.end, collection)].map(({ span }) => span),
    holesAfter,
  };
}

/** From here on, until the next turn, the innermost block starts at `blockStart`. */
interface Turn {
  readonly offset: number;
  readonly blockStart: number;
}

function turnsOf({ templates }: YamlSource): readonly Turn[] {
  const turns: Turn[] = [];
  const open: Span[] = [];
  const closeBefore = (offset: number) => {
    for (let top = open.at(-1); top !== undefined && top.end <= offset; top = open.at(-1)) {
      open.pop();
      turns.push({ offset: top.end, blockStart: open.at(-1)?.start ?? -1 });
    }
  };
  for (const { span } of templates.blocks) {
    closeBefore(span.start);
    open.push(span);
    turns.push({ offset: span.start, blockStart: span.start });
  }
  closeBefore(Number.POSITIVE_INFINITY);
  return turns;
}

function last(turns: readonly Turn[], offset: number): Turn | undefined {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return turns[low - 1];
}

function between(holes: readonly Template[], from: number, to: number): readonly Template[] {
  let low = 0;
  let high = holes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((holes[middle]?.span.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < holes.length && (holes[end]?.span.start ?? to) < to) end++;
  return holes.slice(low, end);
}

/** How deep a template writes: what it says itself (`nindent 8`), or where it stands. */
function depthOf(source: YamlSource, { start, end }: Span): number {
  const said = /\bn?indent\s+(\d{1,3})/.exec(source.text.slice(start, end))?.[1];
  return said === undefined ? columnOf(source, start) : Number(said);
}

function columnOf({ text }: YamlSource, offset: number): number {
  return offset - 1 - text.lastIndexOf('\n', offset - 1);
}
