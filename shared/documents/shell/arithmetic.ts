import type { Context } from './context.ts';
import type { ArithmeticExpression, WordPart } from './parse.ts';
import { lookUp } from './scope.ts';
import { isAbsent, type Runs, textOf } from './value.ts';

/** Expands the parts of a word inside `$(( ))`. */
type Expand = (context: Context, parts: readonly WordPart[]) => Runs;

const deepestExpression = 200;

/** The value of an integer expression; undefined where a part of it is not known. */
export function evaluate(context: Context, node: ArithmeticExpression | undefined, expand: Expand, depth = 0): number | undefined {
  if (node === undefined || depth > deepestExpression) return undefined;
  switch (node.type) {
    case 'ArithmeticGroup':
      return evaluate(context, node.expression, expand, depth + 1);
    case 'ArithmeticWord':
      return numberOfWord(context, node.value, node.parts, expand);
    case 'ArithmeticUnary':
      return unary(node.operator, evaluate(context, node.operand, expand, depth + 1));
    case 'ArithmeticTernary': {
      const test = evaluate(context, node.test, expand, depth + 1);
      if (test === undefined) return undefined;
      return evaluate(context, test === 0 ? node.alternate : node.consequent, expand, depth + 1);
    }
    case 'ArithmeticBinary':
      return binary(node.operator, evaluate(context, node.left, expand, depth + 1), evaluate(context, node.right, expand, depth + 1));
    default:
      return undefined;
  }
}

function numberOfWord(context: Context, value: string, parts: readonly WordPart[] | undefined, expand: Expand): number | undefined {
  if (parts !== undefined && parts.length > 0) return integer(textOf(expand(context, parts)));
  const name = /^(?:\$?([A-Za-z_]\w*)|\$(\d))$/.exec(value);
  if (name !== null) {
    const runs = lookUp(context.scope, name[1] ?? name[2] ?? '')?.runs;
    return runs === undefined || isAbsent(runs) ? undefined : integer(textOf(runs));
  }
  return integer(value);
}

/** Octal and other bases are left unknown; an empty value is not a number that someone wrote. */
export function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*-?(0|[1-9]\d{0,14})\s*$/.test(text) ? Number(text) : undefined;
}

function unary(operator: string, operand: number | undefined): number | undefined {
  if (operand === undefined) return undefined;
  if (operator === '-') return -operand;
  if (operator === '+') return operand;
  return operator === '!' ? Number(operand === 0) : undefined;
}

function binary(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const result = compute(operator, left, right);
  return result !== undefined && Number.isSafeInteger(result) ? result : undefined;
}

function compute(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '**':
      return right < 0 ? undefined : left ** right;
    case '<<':
      return right < 0 || right > 40 ? undefined : left * 2 ** right;
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
    case '<':
      return Number(left < right);
    case '>':
      return Number(left > right);
    case '<=':
      return Number(left <= right);
    case '>=':
      return Number(left >= right);
    case '&&':
      return Number(left !== 0 && right !== 0);
    case '||':
      return Number(left !== 0 || right !== 0);
    default:
      return undefined;
  }
}
