import { blockAt, type Evaluation } from './evaluation.ts';
import { dottedNames, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { type Assignment, type Given, ownerOf, reaching, type Scope } from './scopes.ts';

/**
 * What is called, by the dotted name that it is imported from (`vllm.LLM`). A name that the text neither imports nor binds stands for
 * itself. Undefined: one of the module's own, or not known.
 */
export function calleeOf(evaluation: Evaluation, node: PythonNode, depth = 0): string | undefined {
  const { survey } = evaluation;
  const names = dottedNames(node, survey.text);
  const block = names && blockAt(survey, node);
  if (names === undefined || block === undefined || depth > 3) return undefined;
  const [first = '', ...rest] = names;
  const owner = ownerOf(first, block.scope);
  if (owner === undefined) return names.join('.');
  const imported = importOf(evaluation, first, owner, depth) ?? aliasOf(evaluation, first, node, depth);
  return imported === undefined ? undefined : [imported, ...rest].join('.');
}

/** The one thing that a name is imported as, or stands for; None stands in for it where the import fails. */
function importOf(evaluation: Evaluation, name: string, { assignments }: Scope, depth: number): string | undefined {
  const found = new Set<string | undefined>();
  for (const event of assignments.get(name) ?? []) {
    if (isNone(event)) continue;
    if (found.size > 1) return undefined;
    found.add(dottedName(evaluation, event.gives, name, depth));
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function isNone({ gives }: Assignment): boolean {
  return gives.kind === 'value' && gives.node.type === 'None';
}

function dottedName(evaluation: Evaluation, gives: Given, name: string, depth: number): string | undefined {
  if (gives.kind === 'import') return gives.dotted;
  return gives.kind === 'value' && textOf(gives.node, evaluation.survey.text) !== name
    ? calleeOf(evaluation, gives.node, depth + 1)
    : undefined;
}

/** What a name stands for here, where it stands for several things in turn. */
function aliasOf(evaluation: Evaluation, name: string, node: PythonNode, depth: number): string | undefined {
  const block = blockAt(evaluation.survey, node);
  const gives = block && reaching(name, { at: node.start, block })?.assignment.gives;
  return gives && dottedName(evaluation, gives, name, depth);
}
