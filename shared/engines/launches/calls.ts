import type { Keyword, Keywords } from '../../documents/keywords.ts';
import type { EntryPoint } from './entry-points.ts';

/** A callable of Python, or a kind of mapping, that builds an engine out of keywords. */
export interface Call {
  readonly entryPoint: EntryPoint;
  /** Names of its positional arguments, in order. None: the model is the first. */
  readonly positional?: readonly string[];
  /** Keywords that are called otherwise on the command line, by name; undefined: one that no option stands for. */
  readonly names?: Readonly<Record<string, string | undefined>>;
  /** Keywords whose own call or mapping gives options of this one: `backend_config=TurbomindEngineConfig(tp=4)`. */
  readonly inner?: readonly string[];
  /** True unless these keywords say that another engine is meant. */
  readonly isMeant?: (keywords: Keywords) => boolean;
}

/** What starts an engine by keywords: by the callee's name as it is imported, or the kind of a mapping. */
export type Calls = Readonly<Record<string, Call>>;

/** The call that the keywords make; undefined for any other, and for those that are meant for another engine. */
export function callOf(calls: Calls, keywords: Keywords): Call | undefined {
  const call = keywords.callee === undefined || !Object.hasOwn(calls, keywords.callee) ? undefined : calls[keywords.callee];
  return call?.isMeant?.(keywords) === false ? undefined : call;
}

/** The keywords that give options, those of inner calls among them, each with the name of its option. */
export function namedKeywords(call: Call, keywords: Keywords): readonly (readonly [name: string, keyword: Keyword])[] {
  const { positional = ['model'], inner = [] } = call;
  let position = 0;
  return keywords.given.flatMap((keyword): readonly (readonly [string, Keyword])[] => {
    const own = keyword.name ?? positional[position++];
    if (own === undefined) return [];
    if (keyword.inner !== undefined && inner.includes(own)) return namedKeywords({ ...call, positional: [] }, keyword.inner);
    const name = call.names !== undefined && Object.hasOwn(call.names, own) ? call.names[own] : own;
    return name === undefined ? [] : [[name, keyword]];
  });
}

/** True if nothing is hidden: neither here nor in an inner call. */
export function isComplete(call: Call, { complete, given }: Keywords): boolean {
  return complete && given.every(({ name, inner }) => inner === undefined || !call.inner?.includes(name ?? '') || inner.complete);
}
