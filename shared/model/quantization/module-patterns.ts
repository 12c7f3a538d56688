import { isBounded } from './bounded-expression.ts';
import { matchesGlob } from './match-glob.ts';

/** Undefined: the expression is not one that can be judged here. */
export type Matcher = (name: string) => boolean | undefined;

/** A Python expression as `re.match` takes it: from the start of the name. */
export function pythonMatcher(expression: string): Matcher {
  const folds = expression.startsWith('(?i)');
  const body = expression.slice(folds ? '(?i)'.length : 0);
  const compiled = isBounded(body) ? compile(`^(?:${body.replaceAll('(?P<', '(?<')})`, folds ? 'i' : '') : undefined;
  return compiled === undefined ? () => undefined : (name) => compiled.test(name);
}

/**
 * ModelOpt's list as vLLM reads it (quantization/modelopt.py, is_layer_excluded): a text without wildcard anywhere in the name;
 * `path*` the module and what is in it; other wildcards as a shell's.
 */
export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  const texts: string[] = [];
  const trees: string[] = [];
  const globs: string[] = [];
  for (const pattern of patterns) {
    if (!/[*?[]/.test(pattern)) texts.push(pattern);
    else if (/^[^*?[]+[^*?[.]\*$/.test(pattern)) trees.push(pattern.slice(0, -1));
    else globs.push(pattern);
  }
  return (name) =>
    texts.some((text) => name.includes(text)) ||
    trees.some((tree) => name.startsWith(tree) && (name.length === tree.length || name.charAt(tree.length) === '.')) ||
    globs.some((glob) => matchesGlob(glob, name));
}

function compile(expression: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(expression, flags);
  } catch {
    return undefined;
  }
}
