import { type Evaluation, spend } from './evaluation.ts';
import { childOf, textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { through, unknown, type Value } from './value.ts';

/** `cls.model` where the same function has set it before, with nothing between that may set it again. */
export function ownField(evaluation: Evaluation, member: PythonNode, object: PythonNode, property: PythonNode): Value {
  const { text } = evaluation.survey;
  const owner = textOf(object, text);
  if (object.type !== 'VariableName' || !/^(self|cls)$/.test(owner)) return unknown;
  const name = textOf(property, text);
  const set = assignmentBefore(evaluation, member, `${owner}.${name}`);
  const value = set?.children.at(-1);
  if (set === undefined || value === undefined || mayChange(evaluation, name, set.end, member.start)) return unknown;
  return through(evaluation.evaluate(value), { start: member.start, end: member.end });
}

/** The last `cls.model = …` among the statements of the function, up to the one that the member stands in. */
function assignmentBefore({ survey }: Evaluation, member: PythonNode, target: string): PythonNode | undefined {
  let at = member;
  while (at.parent !== undefined && !(at.parent.type === 'Body' && at.parent.parent?.type === 'FunctionDefinition')) at = at.parent;
  const statements = at.parent?.children ?? [];
  if (at.parent === undefined || !spend(survey, statements.length >> 2)) return undefined;
  return statements.findLast(
    (statement) => statement.end <= at.start && statement.type === 'AssignStatement' && isAssignmentTo(statement, target, survey.text),
  );
}

/** One target alone, without a type. */
function isAssignmentTo(statement: PythonNode, target: string, text: string): boolean {
  const [first] = statement.children;
  const isPlain = statement.children.length === 3 && childOf(statement, 'TypeDef') === undefined;
  return isPlain && first?.type === 'MemberExpression' && textOf(first, text) === target;
}

/** Another assignment, or a method or a function that has the object: its own field may be another afterwards. */
function mayChange({ survey }: Evaluation, name: string, from: number, to: number): boolean {
  if (!spend(survey, (to - from) >> 6)) return true;
  const between = survey.text.slice(from, to);
  const set = new RegExp(`\\.\\s*${name}\\b[^=\\n]{0,100}=(?!=)`);
  return set.test(between) || handedOver.test(between);
}

const handedOver = /\bsetattr\b|\bsuper\s*\(|\b(?:self|cls)\s*\.\s*\w+\s*\(|\b(?:for|as)\s+(?:self|cls)\b|[(,=]\s*(?:self|cls)\s*[,)\n]/;
