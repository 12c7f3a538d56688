import type { PythonNode } from './parse.ts';
import { type Assignment, type Block, newScope, ownerOf, type Scope } from './scopes.ts';
import { walkAll } from './survey/walk.ts';

/** A module with what its statements do to names. */
export interface Survey {
  readonly text: string;
  /** The block of each node that starts one. */
  readonly blocks: ReadonlyMap<PythonNode, Block>;
  /** In the order of the text. */
  readonly calls: readonly PythonNode[];
  readonly lists: readonly PythonNode[];
  readonly assignments: readonly Assignment[];
  readonly comments: readonly PythonNode[];
  readonly strings: readonly PythonNode[];
  /** `os.environ[NAME] = VALUE`. */
  readonly variables: readonly VariableSetting[];
  /** How much may still be evaluated: a name may be used in the value of another, and so on. */
  readonly budget: { left: number };
}

export interface VariableSetting {
  readonly name: PythonNode;
  readonly value: PythonNode;
  readonly at: number;
  readonly block: Block;
}

/** Finds out where each name of a module is bound and changed. What is nested beyond measure is passed over. */
export function survey(root: PythonNode, text: string): Survey {
  const scope = newScope('module', undefined);
  const block: Block = { parent: undefined, scope, loop: false, start: 0, end: text.length };
  const found: Surveying = {
    text,
    blocks: new Map([[root, block]]),
    scopes: [scope],
    calls: [],
    lists: [],
    assignments: [],
    comments: [],
    strings: [],
    variables: [],
    budget: { left: 20_000 + 2 * text.length },
  };
  walkAll(found, root.children, block, 0);
  noteOuterChanges(found.scopes);
  return found;
}

/** A survey while the module is walked through. */
export interface Surveying extends Survey {
  readonly blocks: Map<PythonNode, Block>;
  readonly scopes: Scope[];
  readonly calls: PythonNode[];
  readonly lists: PythonNode[];
  readonly assignments: Assignment[];
  readonly comments: PythonNode[];
  readonly strings: PythonNode[];
  readonly variables: VariableSetting[];
}

/** A function that changes a list of the module may do so at any time. */
function noteOuterChanges(scopes: readonly Scope[]): void {
  for (const scope of scopes) {
    if (scope.parent === undefined) continue;
    for (const [name, events] of scope.events) {
      const owner = ownerOf(name, scope);
      if (owner !== undefined && owner !== scope && events.length > 0) owner.changedElsewhere.add(name);
    }
  }
}
