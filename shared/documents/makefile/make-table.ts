import { documentSpan, type EmbeddedText, embeddedText, runsWithin } from '../../text/embedded-text.ts';
import { type ExpansionBudget, expandMake, type MakePart, partsExpanded } from './make-variables.ts';

/** What a makefile has set so far. */
export interface MakeTable {
  readonly variables: Map<string, readonly MakePart[] | undefined>;
  /** Set for one target: what others see is then not certain. */
  readonly ofTargets: Map<string, Map<string, readonly MakePart[] | undefined>>;
  readonly exported: Set<string>;
  exportsAll: boolean;
  readonly budget: ExpansionBudget;
}

export function emptyTable(): MakeTable {
  return { variables: new Map(), ofTargets: new Map(), exported: new Set(), exportsAll: false, budget: { left: 20_000 } };
}

/** An assignment, cut out of its line. */
export interface MakeAssignment {
  readonly name: string;
  readonly operator: string;
  readonly value: EmbeddedText;
  readonly isExported: boolean;
}

const form = /^\s*((?:(?:export|override|private|unexport)\s+)*)([^\s:#=!?+$(){}]+)\s*(\?=|:::=|::=|:=|\+=|!=|=)[ \t]*/;

/** The assignment that a line is from `from` on; undefined: it is none. */
export function assignmentIn(line: EmbeddedText, from = 0): MakeAssignment | undefined {
  const found = form.exec(line.text.slice(from));
  if (found === null) return undefined;
  const [head, modifiers = '', name = '', operator = ''] = found;
  const value = embeddedText(runsWithin(line, from + head.length, Math.max(from + head.length, line.text.trimEnd().length)));
  return { name, operator, value, isExported: /\bexport\b/.test(modifiers) };
}

/** Carries an assignment out. `isOpen`: a condition decides whether it counts. */
export function assignMake(table: MakeTable, { name, operator, value, isExported }: MakeAssignment, isOpen: boolean): void {
  if (isExported) table.exported.add(name);
  const { variables } = table;
  if (operator === '?=' && variables.has(name)) return;
  if (isOpen || operator === '!=') variables.set(name, undefined);
  else variables.set(name, assigned(table, name, operator, value));
}

function assigned(table: MakeTable, name: string, operator: string, value: EmbeddedText): readonly MakePart[] | undefined {
  const { variables, budget } = table;
  if (operator === '=' || operator === '?=') return [value];
  if (operator !== '+=') {
    const pieces = partsExpanded([expandMake(value, variables, budget)], variables, budget);
    return pieces && [pieces];
  }
  if (!variables.has(name)) return [value];
  const before = variables.get(name);
  // What is added refers to the variable as it then is, but never to itself.
  return before && before.length < 100 ? [...before, blankBefore(value), value] : undefined;
}

/** The blank between two values stands where the second starts. */
function blankBefore(value: EmbeddedText): MakePart {
  const { start } = documentSpan(value, 0, 0);
  return [{ text: ' ', span: { start, end: start }, origin: undefined }];
}
