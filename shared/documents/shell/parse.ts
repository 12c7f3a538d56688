import * as unbash from 'unbash';
import { withUnixLineEnds } from './line-ends.ts';

export type {
  AndOr,
  ArithmeticExpression,
  ArrayValue,
  Assignment,
  Case,
  Command as CommandNode,
  CommandNode as AnyCommandNode,
  CompoundList,
  For,
  Function as FunctionNode,
  HereDoc,
  If,
  ParameterExpansionPart,
  ParameterOperation,
  Pipeline,
  PipelineNode,
  Redirection,
  Statement,
  SyntaxNode,
  TestExpression,
  While,
  Word as WordNode,
  WordPart,
} from 'unbash';

/** A parsed script: the only place that knows the parser library, beside the types above. */
export interface Script {
  readonly statements: readonly unbash.Statement[];
}

export const eachChild: (node: unbash.SyntaxNode, visit: (child: unbash.SyntaxNode) => void) => void = unbash.forEachChild;

const nothing: Script = { statements: [] };
const deepest = 120;
const mostHeredocsOfALine = 200;

/** Parses shell text, whole or half typed; gives no statements for text that no person wrote (nested beyond all measure). */
export function parseShell(text: string): Script {
  if (isTooDeep(text)) return nothing;
  try {
    return { statements: unbash.parse(withUnixLineEnds(text)).commands };
  } catch {
    return nothing;
  }
}

/** A linear look for nesting and heredocs that would cost the parser more than linear time, or the stack. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepest) return false;
  return nestsTooDeep(text) || hasLineOfHeredocs(text);
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 41 || code === 125) depth = depth > 0 ? depth - 1 : 0;
    else if ((code === 40 || code === 123) && opensExpansion(text.charCodeAt(at - 1)) && ++depth > deepest) return true;
  }
  return false;
}

/** `$(`, `${`, `<(`, `>(` and `((`, which is what is parsed again for each level. */
function opensExpansion(before: number): boolean {
  return before === 36 || before === 60 || before === 62 || before === 40;
}

function hasLineOfHeredocs(text: string): boolean {
  let count = 0;
  let line = -1;
  for (let at = text.indexOf('<<'); at >= 0; at = text.indexOf('<<', at + 2)) {
    const end = text.indexOf('\n', at);
    count = end === line ? count + 1 : 1;
    line = end;
    if (count > mostHeredocsOfALine) return true;
  }
  return false;
}
