import { namesChangedIn } from './changed-names.ts';
import type { Context } from './context.ts';
import type { SyntaxNode } from './parse.ts';
import { lookUp } from './scope.ts';

/**
 * True if a condition asks about a variable that the file never sets and gives no default: whoever runs the script may set it,
 * so neither branch is certain. Not so for `if [ -z "$TP" ]; then TP=4; fi`, which is how scripts write a default.
 */
export function dependsOnCaller(context: Context, condition: { readonly pos: number; readonly end: number }, whole: SyntaxNode): boolean {
  const text = context.text.slice(condition.pos, condition.end);
  if (!text.includes('$')) return false;
  for (const [, bare, braced] of text.matchAll(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
    const name = bare ?? braced ?? '';
    if (lookUp(context.scope, name) === undefined && !namesChangedIn(context.reading, whole).has(name)) return true;
  }
  return false;
}
