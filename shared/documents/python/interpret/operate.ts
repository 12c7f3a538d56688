import { boolean, number, text, truthOf, unknown, type Value } from './value.ts';

/** What an operator makes of two values; unknown where one is, or Python would refuse. */
export function operate(operator: string, left: Value, right: Value): Value {
  if (left.kind === 'text' && right.kind === 'text') return operateTexts(operator, left.text, right.text);
  if (left.kind === 'list' && right.kind === 'list' && operator === '+') return { kind: 'list', items: [...left.items, ...right.items] };
  if (left.kind === 'list' && right.kind === 'number' && operator === '*') return repeated(left.items, right.number);
  if (operator === 'in') return contains(right, left);
  const [a, b] = [numberIn(left), numberIn(right)];
  if (a === undefined || b === undefined)
    return operator === '==' && left.kind === 'none' && right.kind === 'none' ? boolean(true) : unknown;
  const isFloat = (left.kind === 'number' && left.isFloat) || (right.kind === 'number' && right.isFloat);
  return operateNumbers(operator, a, b, isFloat);
}

function numberIn(value: Value): number | undefined {
  if (value.kind === 'number') return value.number;
  return value.kind === 'boolean' ? Number(value.boolean) : undefined;
}

function operateNumbers(operator: string, a: number, b: number, isFloat: boolean): Value {
  switch (operator) {
    case '+':
      return number(a + b, isFloat);
    case '-':
      return number(a - b, isFloat);
    case '*':
      return number(a * b, isFloat);
    case '/':
      return b === 0 ? unknown : number(a / b, true);
    case '//':
      return b === 0 ? unknown : number(Math.floor(a / b), isFloat);
    case '%':
      return b === 0 ? unknown : number(a - b * Math.floor(a / b), isFloat);
    case '**':
      return number(a ** b, isFloat || b < 0);
    case '<':
      return boolean(a < b);
    case '<=':
      return boolean(a <= b);
    case '>':
      return boolean(a > b);
    case '>=':
      return boolean(a >= b);
    case '==':
    case 'is':
      return boolean(a === b);
    case '!=':
      return boolean(a !== b);
    default:
      return unknown;
  }
}

function operateTexts(operator: string, a: string, b: string): Value {
  if (operator === '+') return a.length + b.length > 100_000 ? unknown : text(a + b);
  if (operator === '==') return boolean(a === b);
  if (operator === '!=') return boolean(a !== b);
  return operator === 'in' ? boolean(b.includes(a)) : unknown;
}

function repeated(items: readonly Value[], times: number): Value {
  if (!Number.isInteger(times) || items.length * times > 10_000) return unknown;
  return { kind: 'list', items: Array.from({ length: Math.max(0, times) }, () => items).flat() };
}

function contains(container: Value, member: Value): Value {
  if (container.kind === 'dict' && container.complete && (member.kind === 'text' || member.kind === 'number'))
    return boolean(container.entries.has(member.kind === 'text' ? member.text : member.number));
  if (container.kind !== 'list') return unknown;
  const same = container.items.map((item) => operate('==', item, member));
  if (same.some((each) => truthOf(each) === true)) return boolean(true);
  return same.some(({ kind }) => kind === 'unknown') ? unknown : boolean(false);
}
