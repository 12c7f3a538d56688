import { evaluate, integer } from './arithmetic.ts';
import type { Context } from './context.ts';
import type { AnyCommandNode, CommandNode, CompoundList, PipelineNode, TestExpression, WordNode } from './parse.ts';
import { isAbsent, textOf } from './value.ts';
import { expandParts, expandRuns } from './words.ts';

/**
 * What a condition says where the file alone decides it: `[ -z "$TP" ]` of a variable that nothing sets, a comparison of
 * known values. Undefined: it depends on the machine or on the caller.
 */
export function decide(context: Context, list: CompoundList): boolean | undefined {
  const [only, ...more] = list.commands;
  if (only === undefined || more.length > 0 || only.command.type === 'AndOr') return undefined;
  return decidePipeline(context, only.command);
}

export function decidePipeline(context: Context, node: PipelineNode): boolean | undefined {
  if (node.type !== 'Pipeline') return decideCommand(context, node);
  const [only, ...more] = node.commands;
  if (only === undefined || more.length > 0) return undefined;
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length;
  const truth = decideCommand(context, only);
  return truth === undefined || negations % 2 === 0 ? truth : !truth;
}

function decideCommand(context: Context, node: AnyCommandNode): boolean | undefined {
  if (node.type === 'TestCommand') return decideTest(context, node.expression, 0);
  if (node.type === 'ArithmeticCommand') {
    const value = evaluate(context, node.expression, expandParts);
    return value === undefined ? undefined : value !== 0;
  }
  return node.type === 'Command' ? decideSimple(context, node) : undefined;
}

function decideSimple(context: Context, { name, suffix }: CommandNode): boolean | undefined {
  const program = name?.text;
  if (program === 'true' || program === ':') return true;
  if (program === 'false') return false;
  if (program !== '[' && program !== 'test') return undefined;
  const words = suffix.flatMap((item) => (item.type === 'Word' ? [item] : []));
  if (program === '[' && words.pop()?.text !== ']') return undefined;
  return decideWords(context, words);
}

function decideWords(context: Context, words: readonly WordNode[]): boolean | undefined {
  const [one, two, three, four] = words;
  if (one?.text === '!' && two !== undefined) return negate(decideWords(context, words.slice(1)));
  if (one === undefined || four !== undefined) return undefined;
  if (two === undefined) return unary(context, '-n', one);
  return three === undefined ? unary(context, one.text, two) : compare(context, two.text, one, three);
}

function decideTest(context: Context, node: TestExpression, depth: number): boolean | undefined {
  if (depth > 50) return undefined;
  switch (node.type) {
    case 'TestUnary':
      return unary(context, node.operator, node.operand);
    case 'TestBinary':
      return compare(context, node.operator, node.left, node.right);
    case 'TestGroup':
      return decideTest(context, node.expression, depth + 1);
    case 'TestNot':
      return node.negations.length % 2 === 0
        ? decideTest(context, node.operand, depth + 1)
        : negate(decideTest(context, node.operand, depth + 1));
    case 'TestLogical':
      return decideAll(
        node.operator,
        node.operands.map((operand) => decideTest(context, operand, depth + 1)),
      );
  }
}

function decideAll(operator: '&&' | '||', truths: readonly (boolean | undefined)[]): boolean | undefined {
  const decisive = operator === '||';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(undefined) ? undefined : !decisive;
}

function negate(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function unary(context: Context, operator: string, operand: WordNode): boolean | undefined {
  if (operator !== '-z' && operator !== '-n') return undefined;
  const runs = expandRuns(context, operand);
  const empty = isAbsent(runs) || (runs.some((run) => run.text !== undefined && run.text !== '') ? false : emptiness(textOf(runs)));
  return empty === undefined ? undefined : (operator === '-z') === empty;
}

function emptiness(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === '';
}

function compare(context: Context, operator: string, left: WordNode, right: WordNode): boolean | undefined {
  const one = textOf(expandRuns(context, left));
  const other = textOf(expandRuns(context, right));
  if (one === undefined || other === undefined) return undefined;
  if (operator === '=' || operator === '==' || operator === '!=') {
    if (/[*?[\]\\]/.test(right.text)) return undefined;
    return (one === other) === (operator !== '!=');
  }
  return compareNumbers(operator, integer(one), integer(other));
}

function compareNumbers(operator: string, one: number | undefined, other: number | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined;
  switch (operator) {
    case '-eq':
      return one === other;
    case '-ne':
      return one !== other;
    case '-lt':
      return one < other;
    case '-le':
      return one <= other;
    case '-gt':
      return one > other;
    case '-ge':
      return one >= other;
    default:
      return undefined;
  }
}
