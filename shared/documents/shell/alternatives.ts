import type { Context } from './context.ts';
import type { CommandNode, WordNode, WordPart } from './parse.ts';
import { lookUp, type Scope } from './scope.ts';
import type { Variable } from './value.ts';

/** A variable that holds one of several commands, by the path that was taken. */
export interface Choice {
  readonly name: string;
  readonly alternatives: readonly Variable[];
}

/** The first variable among a command's words that may hold one of several commands. */
export function choiceIn({ scope }: Context, { name, suffix }: CommandNode): Choice | undefined {
  for (const item of [name, ...suffix]) {
    const found = item !== undefined && 'parts' in item ? choiceOf(scope, item.parts) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function choiceOf(scope: Scope, parts: WordNode['parts']): Choice | undefined {
  for (const part of parts ?? []) {
    const name = nameOf(part);
    const alternatives = name === undefined ? undefined : lookUp(scope, name)?.alternatives;
    if (name !== undefined && alternatives !== undefined) return { name, alternatives };
    const within = part.type === 'DoubleQuoted' ? choiceOf(scope, part.parts) : undefined;
    if (within !== undefined) return within;
  }
  return undefined;
}

function nameOf(part: WordPart): string | undefined {
  if (part.type === 'SimpleExpansion') return part.text.slice(1);
  return part.type === 'ParameterExpansion' && part.operation === undefined ? part.parameter : undefined;
}

const mostAlternatives = 6;

/** What may stand in a variable that two paths leave with commands of which not even the beginning is common; none where it is no command. */
export function alternativesOf(joined: Variable, one: Variable, other: Variable): readonly Variable[] {
  const [first] = joined.elements ?? joined.runs;
  const isCommon = first !== undefined && first === (one.elements ?? one.runs)[0];
  if (isCommon || first?.text !== undefined) return [];
  const all = [one, other].flatMap((each) => each.alternatives ?? [each]).filter(mayBeCommand);
  return all.slice(0, mostAlternatives);
}

function mayBeCommand({ runs, elements }: Variable): boolean {
  return elements === undefined ? runs.some(({ text }) => text !== undefined && /\S\s+\S/.test(text)) : elements.length > 1;
}
