import type { Span } from '../../../text/span.ts';
import type { Command, GpuGrant, InsertArgument, Piece, Word } from '../../command.ts';
import type { Keywords } from '../../keywords.ts';
import { insertItem } from '../list-insertion.ts';
import { itemsOf, type YamlList, type YamlNode } from '../node.ts';
import { wordOfNode } from '../words.ts';
import { fieldWord } from './field-words.ts';

/** What a platform says of a launch beside its arguments. */
export interface PlatformLaunch {
  /** Where the launch starts in the document. */
  readonly at: Span;
  /** The whole of the manifest that makes it. */
  readonly span: Span;
  readonly environment?: ReadonlyMap<string, Word>;
  readonly image?: Word | undefined;
  readonly gpus?: GpuGrant | undefined;
  readonly insertion?: InsertArgument;
}

/** A command that a platform makes of a manifest. */
export function platformCommand(launch: PlatformLaunch, words: readonly Word[]): Command {
  return { ...commandOf(launch), words: words.map(withoutVariables) };
}

/** What a variable stands for is decided elsewhere: `$SERVER_PORT`, `$(MODEL_ID)`. */
function withoutVariables(word: Word): Word {
  if (word.text === undefined || !/\$[({A-Za-z_]/.test(word.text)) return word;
  return { ...word, text: undefined, pieces: word.pieces.map(hidingVariables) };
}

function hidingVariables(piece: Piece): Piece {
  return piece.text?.includes('$') === true ? { ...piece, text: undefined } : piece;
}

/** An engine that a platform starts with options by name. */
export function keywordCommand(launch: PlatformLaunch, keywords: Keywords): Command {
  return { ...commandOf(launch), words: [], keywords };
}

function commandOf({ at, span, environment, image, gpus, insertion }: PlatformLaunch): Omit<Command, 'words'> {
  return {
    environment: environment ?? new Map(),
    image,
    afterEntrypoint: false,
    gpus,
    workingFolder: undefined,
    span: { start: Math.min(at.start, span.start), end: Math.max(at.end, span.end) },
    start: at.start,
    conditional: false,
    insertion: insertion ?? (() => undefined),
  };
}

/**
 * The program that a platform starts, as the words before the arguments. Where its version is not told by an image, it is the
 * platform's own, and no option is unknown to it: `platform:vllm`.
 */
export function programWords(engine: 'vllm' | 'sglang' | 'tgi', at: Span): readonly Word[] {
  return [fieldWord(`platform:${engine}`, { start: at.start, end: at.start })];
}

/** One more argument goes to the list of further arguments, where there is one with items. */
export function insertIntoList(list: YamlList | undefined): InsertArgument {
  return (after, addition) => {
    const last = list && itemsOf(list).at(-1);
    if (list === undefined || last === undefined) return undefined;
    const inside = itemsOf(list).some(({ span }) => span.start <= after.start && after.end <= span.end);
    return insertItem([list])(inside ? after : last.span, addition);
  };
}

/** Number of GPUs that a field asks for. */
export function gpusOf(node: YamlNode | undefined): GpuGrant | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const word = wordOfNode(node);
  const text = word.text?.trim() ?? '';
  return { count: /^\d{1,4}$/.test(text) ? Number(text) : undefined, span: word.span };
}
