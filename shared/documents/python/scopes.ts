import type { PythonNode } from './parse.ts';

/** A module, a function or a class: where a name belongs that is bound in it. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly parent: Scope | undefined;
  /** What happens to each name, in the order of the text. */
  readonly events: Map<string, NameEvent[]>;
  /** Those of them that give it a value: a name may be changed thousands of times. */
  readonly assignments: Map<string, Assignment[]>;
  /** Names that are changed from inside another scope: what they hold at any time is not known. */
  readonly changedElsewhere: Set<string>;
  /** Names that `global` and `nonlocal` take from outside. */
  readonly outer: Set<string>;
}

/** A stretch of statements that run one after another; those of a branch or a loop are a block of their own. */
export interface Block {
  readonly parent: Block | undefined;
  readonly scope: Scope;
  readonly loop: boolean;
  readonly start: number;
  readonly end: number;
}

export type NameEvent = Assignment | Change;

/** The name stands for something else from here on. */
export interface Assignment {
  readonly kind: 'assign';
  readonly at: number;
  readonly block: Block;
  readonly name: string;
  readonly gives: Given;
}

/** A value; an import by its dotted name; a class or a function; `other`: a parameter, a loop's variable, anything not known. */
export type Given =
  | { readonly kind: 'value'; readonly node: PythonNode }
  | { readonly kind: 'import'; readonly dotted: string }
  | { readonly kind: 'definition'; readonly node: PythonNode }
  | { readonly kind: 'other' };

/** What the name stands for is changed, or may be, by this statement or call. */
export interface Change {
  readonly kind: 'change';
  readonly at: number;
  readonly block: Block;
  readonly node: PythonNode;
}

export function newScope(kind: Scope['kind'], parent: Scope | undefined): Scope {
  return { kind, parent, events: new Map(), assignments: new Map(), changedElsewhere: new Set(), outer: new Set() };
}

export function addEvent(scope: Scope, name: string, event: NameEvent): void {
  add(scope.events, name, event);
  if (event.kind === 'assign') add(scope.assignments, name, event);
}

function add<T>(to: Map<string, T[]>, name: string, event: T): void {
  const events = to.get(name);
  if (events === undefined) to.set(name, [event]);
  else events.push(event);
}

/** The scope whose name it is, seen from `scope`: classes are passed over from inside their functions. */
export function ownerOf(name: string, scope: Scope): Scope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if ((at === scope || at.kind !== 'class') && !at.outer.has(name) && at.assignments.has(name)) return at;
  }
  return undefined;
}

/** What reaches a use of a name. */
export interface Reached {
  readonly assignment: Assignment;
  /** Changes since then; those that are not certain may not have happened, or more than once. */
  readonly changes: readonly { readonly change: Change; readonly certain: boolean }[];
  /** True where another scope may have changed it at any time. */
  readonly open: boolean;
}

/** Where a name is used. */
export interface Use {
  readonly at: number;
  readonly block: Block;
}

/** The one assignment that a use of the name sees, whatever way the program came; undefined where there is no such. */
export function reaching(name: string, use: Use): Reached | undefined {
  const owner = ownerOf(name, use.block.scope);
  if (owner === undefined) return undefined;
  return owner === use.block.scope ? reachingInside(name, owner, use) : reachingFromInner(name, owner);
}

/** From inside a function that may run at any time: the only assignment there is. */
function reachingFromInner(name: string, owner: Scope): Reached | undefined {
  let assignment: Assignment | undefined;
  const changes: Change[] = [];
  for (const event of owner.events.get(name) ?? []) {
    if (changes.length > furthest || (event.kind === 'assign' && assignment !== undefined)) return undefined;
    if (event.kind === 'assign') assignment = event;
    else changes.push(event);
  }
  if (assignment === undefined) return undefined;
  const uncertain = changes.map((change) => ({ change, certain: false }));
  return { assignment, changes: uncertain, open: owner.changedElsewhere.has(name) };
}

/** How many events are looked at for one use. */
const furthest = 400;

function reachingInside(name: string, scope: Scope, use: Use): Reached | undefined {
  const events = scope.events.get(name) ?? [];
  const next = firstAfter(events, use.at);
  const changes: Change[] = [];
  for (let at = next - 1; at >= 0 && at >= next - furthest; at--) {
    const event = events[at];
    if (event === undefined) return undefined;
    if (event.kind === 'change') {
      changes.push(event);
      continue;
    }
    if (!isWithin(use.block, event.block)) return undefined;
    return reachedFrom(event, changes.reverse(), use, () => events.slice(next, next + furthest), scope.changedElsewhere.has(name));
  }
  return undefined;
}

function reachedFrom(
  assignment: Assignment,
  changes: readonly Change[],
  use: Use,
  later: () => readonly NameEvent[],
  open: boolean,
): Reached | undefined {
  const loop = outermostLoop(use.block, assignment.block);
  const reached = certainty(assignment, changes, use);
  if (loop === undefined) return { assignment, changes: reached, open };
  // The loop's next round sees what this one does after the use.
  const carried = later().filter(({ at }) => at <= loop.end);
  const rebound = carried.some(({ kind }) => kind === 'assign');
  const more = carried.flatMap((event) => (event.kind === 'change' ? [{ change: event, certain: false }] : []));
  return rebound ? undefined : { assignment, changes: [...reached, ...more], open };
}

function certainty(assignment: Assignment, changes: readonly Change[], use: Use): Reached['changes'] {
  return changes.map((change) => ({
    change,
    certain: isWithin(use.block, change.block) && outermostLoop(change.block, assignment.block) === undefined,
  }));
}

/** What becomes of an assigned value until the name is assigned again, or its scope ends. */
export function lifeOf(assignment: Assignment): Reached {
  const { scope } = assignment.block;
  const events = scope.events.get(assignment.name) ?? [];
  const changes: Change[] = [];
  for (let at = firstAfter(events, assignment.at); at < events.length && changes.length < furthest; at++) {
    const event = events[at];
    if (event === undefined || event.kind === 'assign') break;
    changes.push(event);
  }
  const use = { at: assignment.at, block: assignment.block };
  return { assignment, changes: certainty(assignment, changes, use), open: scope.changedElsewhere.has(assignment.name) };
}

/** The index of the first event that happens after `offset`. */
function firstAfter(events: readonly NameEvent[], offset: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True if `inner` is `outer`, or runs only as a part of it. */
export function isWithin(inner: Block, outer: Block): boolean {
  for (let at: Block | undefined = inner; at !== undefined; at = at.parent) {
    if (at === outer) return true;
  }
  return false;
}

/** The outermost loop that holds `inner` and not `outer`. */
function outermostLoop(inner: Block, outer: Block): Block | undefined {
  let loop: Block | undefined;
  for (let at: Block | undefined = inner; at !== undefined && at.scope === inner.scope; at = at.parent) {
    if (isWithin(outer, at)) break;
    if (at.loop) loop = at;
  }
  return loop;
}
