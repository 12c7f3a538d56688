import { childOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import { runsOfString } from '../strings.ts';
import type { Names } from './run.ts';
import { text, unknown, type Value, written } from './value.ts';

/** The text of a string literal; unknown where a part in braces is, or has a format of its own. */
export function readText(names: Names, node: PythonNode): Value {
  const runs = runsOfString(node, names.run.text, (replacement) => [
    { text: replaced(names, replacement), span: { start: replacement.start, end: replacement.end }, origin: undefined },
  ]);
  let whole = '';
  for (const run of runs) {
    if (run.text === undefined) return unknown;
    whole += run.text;
  }
  return text(whole);
}

function replaced(names: Names, replacement: PythonNode): string | undefined {
  if (childOf(replacement, 'FormatSpec', 'FormatConversion') !== undefined) return undefined;
  const expression = replacement.children.find(({ type }) => type !== '{' && type !== '}');
  return written(names.run.evaluate(names, expression));
}
