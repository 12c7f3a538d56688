import { namesChangedIn } from './changed-names.ts';
import type { Context } from './context.ts';
import type { SyntaxNode } from './parse.ts';
import { lookUp } from './scope.ts';

interface Place {
  readonly pos: number;
  readonly end: number;
}

/**
 * True if a condition asks about a variable that the file never sets and gives no default: whoever runs the script may set it,
 * so neither branch is certain. Not so where the variable is what the branches are about, which is how scripts write a default:
 * `if [ -z "$TP" ]; then TP=4; fi`, `if [ -n "$MODEL" ]; then M=$MODEL; else M=default; fi`.
 */
export function dependsOnCaller(context: Context, condition: Place, whole: SyntaxNode & Place): boolean {
  const text = context.text.slice(condition.pos, condition.end);
  if (!text.includes('$')) return false;
  for (const [, bare, braced] of text.matchAll(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
    const name = bare ?? braced ?? '';
    if (lookUp(context.scope, name) !== undefined || namesChangedIn(context.reading, whole).has(name)) continue;
    if (!isUsed(name, context.text.slice(whole.pos, condition.pos)) && !isUsed(name, context.text.slice(condition.end, whole.end)))
      return true;
  }
  return false;
}

function isUsed(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1];
    const expanded = before === '$' || (before === '{' && text[at - 2] === '$');
    if (expanded && !/\w/.test(text[at + name.length] ?? '')) return true;
  }
  return false;
}
