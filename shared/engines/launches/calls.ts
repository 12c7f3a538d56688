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
  /** Names of the positional arguments of such a call. None: they give nothing. */
  readonly innerPositional?: readonly string[];
  /** Keywords that count only where no other gives the same option: a name beside the model that it stands for. */
  readonly weaker?: readonly string[];
  /** The only keywords that are options of the engine; none: all are. */
  readonly only?: readonly string[];
  /** Keywords beside which no size means what it does alone. */
  readonly doubts?: readonly string[];
  /** The keyword whose list is the rest of a command line: `popen_launch_server(model, url, timeout, other_args=["--tp", "2"])`. */
  readonly commandLine?: string;
  /** Options that the call says in another way: LMDeploy's backend by the class of its configuration. */
  readonly implied?: (keywords: Keywords) => readonly (readonly [name: string, keyword: Keyword])[];
  /** True unless these keywords say that another engine is meant. */
  readonly isMeant?: (keywords: Keywords) => boolean;
}

/**
 * What starts an engine by keywords: by the callee's name as it is imported, or the kind of a mapping. `vllm.*.LLM` is `LLM` from anywhere
 * in `vllm`.
 */
export type Calls = Readonly<Record<string, Call>>;

/** The call that the keywords make; undefined for any other, and for those that are meant for another engine. */
export function callOf(calls: Calls, keywords: Keywords): Call | undefined {
  const call =
    keywords.callee === undefined ? undefined : (callNamed(calls, keywords.callee) ?? callNamed(calls, anywhere(keywords.callee)));
  return call?.isMeant?.(keywords) === false ? undefined : call;
}

function callNamed(calls: Calls, name: string): Call | undefined {
  return Object.hasOwn(calls, name) ? calls[name] : undefined;
}

function anywhere(callee: string): string {
  return `${callee.slice(0, callee.indexOf('.'))}.*${callee.slice(callee.lastIndexOf('.'))}`;
}

/** Where the calls stand that others have taken their options from. */
export function takenCalls(calls: Calls, given: readonly (Keywords | undefined)[]): ReadonlySet<number> {
  const taken = given.flatMap((keywords) => {
    const call = keywords && callOf(calls, keywords);
    return keywords === undefined || call === undefined ? [] : innerOf(call, keywords).map(({ calleeSpan }) => calleeSpan.start);
  });
  return new Set(taken);
}

function innerOf(call: Call, { given }: Keywords): readonly Keywords[] {
  return ownNames(call, given).flatMap(([name, { inner }]) => (inner !== undefined && call.inner?.includes(name) ? [inner] : []));
}

/** A keyword by the callee's name for it, wherever it stands. */
export function keywordNamed(call: Call, { given }: Keywords, name: string): Keyword | undefined {
  return ownNames(call, given).find(([own]) => own === name)?.[1];
}

/** The keywords as the callee names them; a positional argument that it does not name is left out. */
function ownNames({ positional = ['model'] }: Call, given: readonly Keyword[]): readonly (readonly [name: string, keyword: Keyword])[] {
  let position = 0;
  return given.flatMap((keyword) => {
    const name = keyword.name ?? positional[position++];
    return name === undefined ? [] : [[name, keyword] as const];
  });
}

/** The keywords that give options, those of inner calls among them, each with the name of its option; the weaker ones first. */
export function namedKeywords(call: Call, keywords: Keywords): readonly (readonly [name: string, keyword: Keyword])[] {
  const named = [...(call.implied?.(keywords) ?? []), ...optionKeywords(call, keywords)];
  return [...named.filter(([, keyword]) => isWeaker(call, keyword)), ...named.filter(([, keyword]) => !isWeaker(call, keyword))];
}

function isWeaker({ weaker = [] }: Call, { name }: Keyword): boolean {
  return name !== undefined && weaker.includes(name);
}

function optionKeywords(call: Call, { given }: Keywords): readonly (readonly [name: string, keyword: Keyword])[] {
  const { inner = [], names = {}, only } = call;
  return ownNames(call, given).flatMap(([own, keyword]): readonly (readonly [string, Keyword])[] => {
    if (inner.includes(own))
      return keyword.inner === undefined ? [] : optionKeywords({ ...call, positional: call.innerPositional ?? [] }, keyword.inner);
    if (only !== undefined && !only.includes(own)) return [];
    const name = Object.hasOwn(names, own) ? names[own] : own;
    return name === undefined ? [] : [[name, keyword]];
  });
}

/** True if nothing is hidden: neither here nor in an inner call, which may itself be hidden. */
export function isComplete(call: Call, { complete, given }: Keywords): boolean {
  return (
    complete &&
    ownNames(call, given).every(([name, { inner, value }]) => !call.inner?.includes(name) || value === null || inner?.complete === true)
  );
}

/** True where a keyword is given that changes what the sizes mean. */
export function isDoubtful({ doubts = [], inner = [] }: Pick<Call, 'doubts' | 'inner'>, { given }: Keywords): boolean {
  return given.some(
    ({ name, value, inner: own }) =>
      name !== undefined &&
      ((doubts.includes(name) && value !== null) || (inner.includes(name) && own !== undefined && isDoubtful({ doubts, inner }, own))),
  );
}

/** True for keywords of which one is in the first list of names and none in the second; hyphens or underscores. */
export function isOwn(own: string, foreign: string): (keywords: Keywords) => boolean {
  const ofEngine = new Set(own.split(' '));
  const ofOthers = new Set(foreign.split(' '));
  return ({ given }) => {
    const names = given.map(({ name }) => name?.replaceAll('_', '-') ?? '');
    return names.some((name) => ofEngine.has(name)) && !names.some((name) => ofOthers.has(name));
  };
}
