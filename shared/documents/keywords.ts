import type { Span } from '../text/span.ts';
import type { Insertion, Word } from './command.ts';

/** Options that are given by name: the arguments of a call in Python, the entries of a mapping in YAML. */
export interface Keywords {
  /**
   * What takes them: a callable by the name it is imported from (`vllm.LLM`), or a kind of mapping (`yaml:ray-llm-engine`).
   * Undefined: not known.
   */
  readonly callee: string | undefined;
  /** Where the callee, or the key of the mapping, stands. */
  readonly calleeSpan: Span;
  readonly given: readonly Keyword[];
  /** False where more may be given than can be seen: `**options`, a merge key that is not resolved. */
  readonly complete: boolean;
  /** Where a mapping stands as a literal. */
  readonly literal?: MappingLiteral;
}

/** A mapping that is written out, so that entries can be added and the whole can be replaced. */
export interface MappingLiteral {
  readonly span: Span;
  readonly style: 'python' | 'json';
  /** White space before the closing bracket, where the mapping takes several lines. */
  readonly indent: string;
  /** What an entry on a line of its own is indented by beyond that. */
  readonly step: string;
  /** Writes entries behind the last one. */
  readonly add: (entries: ReadonlyMap<string, number | string>) => Insertion | undefined;
}

export interface Keyword {
  /** Undefined: a positional argument. */
  readonly name: string | undefined;
  /** What the document calls it, where it has another name for the engine's option: `tp`. */
  readonly field?: string;
  /** Where the name stands; the value's own place for a positional argument. */
  readonly nameSpan: Span;
  /** `null` is Python's None and YAML's null; undefined: unknown. */
  readonly value: KeywordValue | null | undefined;
  /** The value as a word: of a text without its quotes, of anything else as it is written. */
  readonly word: Word;
  /** The whole expression of the value, quotes included, where another expression may take its place. */
  readonly expression?: Span;
  /** Of a list, its items: the arguments of a command, where the callee starts one with them. */
  readonly items?: readonly Word[];
  /** Where the value is a call or a mapping itself: `backend_config=TurbomindEngineConfig(tp=4)`. */
  readonly inner?: Keywords;
}

export type KeywordValue = number | string | boolean | readonly unknown[] | { readonly [key: string]: unknown };
