import { forget, positionalNames } from './assignments.ts';
import { namesInArithmetic } from './changed-names.ts';
import type { Context } from './context.ts';
import type { CommandNode } from './parse.ts';
import type { Scope } from './scope.ts';

/** `let TP=TP*2`: true if it was one; what comes out is not computed. */
export function runLet(context: Context, node: CommandNode, program: string): boolean {
  if (program !== 'let') return false;
  for (const { pos, end } of node.suffix) for (const name of namesInArithmetic(context.text.slice(pos, end))) forget(context, node, name);
  return true;
}

/** Files that set up a shell or an environment: they leave a script's own settings alone. */
const setups =
  /(^|\/)(activate|\.?bash(rc|_profile)|\.?profile|\.?zshrc|conda\.sh|mamba\.sh|nvm\.sh|setvars\.sh|set_?env\.sh|modules?\.sh)$|^\/etc\//;

/** Programs that print what sets up a shell for them: `eval "$(conda shell.bash hook)"`. */
const setupPrograms =
  /^(\$\(|`)\s*("?[\w./${}~-]*\/)?(conda|mamba|micromamba|ssh-agent|pyenv|rbenv|nodenv|brew|direnv|fnm|starship|zoxide|dircolors|modulecmd)\b/;

/** `source settings.sh` and `eval "$(settings)"` may change any variable that the script has set so far. */
export function forgetChangedOutside(context: Context, node: CommandNode, program: string): void {
  const [first] = node.suffix;
  if (first === undefined || !('text' in first)) return;
  const text = context.text.slice(first.pos, first.end).replace(/["']/g, '');
  const changes = program === 'source' || program === '.' ? !setups.test(text) : program === 'eval' && startsUnknown(text);
  if (!changes) return;
  for (const name of namesSet(context.scope)) forget(context, node, name);
}

/** A text that a program or a caller makes; one of the script's own only starts with a name. */
function startsUnknown(text: string): boolean {
  return /^(\$\(|`)/.test(text) && !setupPrograms.test(text);
}

function namesSet(scope: Scope): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    for (const [name, variable] of at.own) if (variable !== undefined && !positionalNames.includes(name)) names.add(name);
  return names;
}
