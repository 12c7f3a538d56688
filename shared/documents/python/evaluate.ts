import { evaluateBinary } from './binary.ts';
import { keywordsOf } from './call-keywords.ts';
import { evaluateCall } from './calls.ts';
import { dictOf, listOf, take } from './containers.ts';
import { type Evaluation, spend } from './evaluation.ts';
import { evaluateMember } from './members.ts';
import { evaluateName } from './names.ts';
import { textOf } from './nodes.ts';
import type { PythonNode } from './parse.ts';
import { runsOfString } from './strings.ts';
import type { Survey } from './survey.ts';
import { runsOf, type ScalarValue, unknown, type Value } from './value.ts';

/** A way to evaluate expressions of a module: what is certain without running it, and `unknown` for the rest. */
export function evaluationOf(survey: Survey): Evaluation {
  let depth = 0;
  const evaluation: Evaluation = {
    survey,
    taken: new Set(),
    evaluate: (node) => {
      if (depth >= 60 || !spend(survey, 1)) return unknown;
      depth += 1;
      try {
        return evaluateNode(evaluation, node);
      } finally {
        depth -= 1;
      }
    },
  };
  return evaluation;
}

function evaluateNode(evaluation: Evaluation, node: PythonNode): Value {
  const { text } = evaluation.survey;
  switch (node.type) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return { kind: 'text', runs: runsOfString(node, text, (replacement) => runsOfReplacement(evaluation, replacement)) };
    case 'Number':
    case 'Boolean':
    case 'None':
    case 'UnaryExpression':
      return scalarOf(node, text) ?? unknown;
    case 'VariableName':
      return evaluateName(evaluation, node);
    case 'MemberExpression':
      return evaluateMember(evaluation, node);
    case 'ParenthesizedExpression':
      return evaluation.evaluate(node.children[1] ?? node);
    case 'BinaryExpression':
      return evaluateBinary(evaluation, node);
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'ArrayComprehensionExpression':
      return listOf(evaluation, node);
    case 'DictionaryExpression':
      return dictOf(evaluation, node);
    case 'CallExpression':
      return evaluateCall(evaluation, node, (call) => keywordsOf(evaluation, call));
    default:
      return unknown;
  }
}

const words: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

/** A number as Python writes it, with or without a sign; True, False, None. */
function scalarOf(node: PythonNode, document: string): ScalarValue | undefined {
  const text = textOf(node, document);
  const piece = { text, span: { start: node.start, end: node.end }, origin: undefined };
  if (Object.hasOwn(words, text)) return { kind: 'scalar', value: words[text] ?? null, piece };
  const digits = /^-?\s*(0[xX][\da-fA-F_]+|[\d_]*\.?[\d_]*([eE][+-]?\d+)?)$/.test(text) ? text.replaceAll(/[_\s]/g, '') : '';
  const number = /\d/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isNaN(number) ? undefined : { kind: 'scalar', value: number, piece };
}

/** `{TP}`; a format or a conversion would change what it gives. */
function runsOfReplacement(evaluation: Evaluation, replacement: PythonNode) {
  const span = { start: replacement.start, end: replacement.end };
  const [, expression, ...rest] = replacement.children;
  const isPlain = rest.every(({ type }) => type === '}' || type === 'Comment');
  const value = expression !== undefined && isPlain ? evaluation.evaluate(expression) : unknown;
  if (expression !== undefined && value.kind === 'text') take(evaluation, expression);
  return runsOf(value, span).map(({ text, span: at, origin }) =>
    text === undefined ? { text, span, origin: undefined } : { text, span, origin: origin ?? at },
  );
}
