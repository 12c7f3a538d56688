/** Undefined: the expression is not one that can be judged here. */
export type Matcher = (name: string) => boolean | undefined;

/** A Python expression as `re.match` takes it: from the start of the name. */
export function pythonMatcher(expression: string): Matcher {
  const compiled = compile(
    `^(?:${expression.replaceAll('(?P<', '(?<').replace(/^\(\?i\)/, '')})`,
    expression.startsWith('(?i)') ? 'i' : '',
  );
  return compiled === undefined ? () => undefined : (name) => compiled.test(name);
}

/**
 * ModelOpt's list as vLLM reads it (quantization/modelopt.py, is_layer_excluded): a text without wildcard anywhere in the name;
 * `path*` the module and what is in it; other wildcards as a shell's.
 */
export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  const texts: string[] = [];
  const trees: string[] = [];
  const globs: RegExp[] = [];
  for (const pattern of patterns) {
    if (!/[*?[]/.test(pattern)) texts.push(pattern);
    else if (/^[^*?[]+[^*?[.]\*$/.test(pattern)) trees.push(pattern.slice(0, -1));
    else globs.push(globExpression(pattern));
  }
  return (name) =>
    texts.some((text) => name.includes(text)) ||
    trees.some((tree) => name.startsWith(tree) && (name.length === tree.length || name.charAt(tree.length) === '.')) ||
    globs.some((glob) => glob.test(name));
}

function globExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

/** A repeated group that repeats inside takes exponential time on some names; real lists have none. */
const nestedRepeat = /[+*}]\)[+*{]/;

function compile(expression: string, flags: string): RegExp | undefined {
  if (expression.length > 500 || nestedRepeat.test(expression)) return undefined;
  try {
    return new RegExp(expression, flags);
  } catch {
    return undefined;
  }
}
