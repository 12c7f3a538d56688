import type { Span } from '../../text/span.ts';

/** A recipe: its header, and the lines of its body. */
export interface JustRecipe {
  readonly header: Span;
  readonly body: Span[];
}

export interface JustLines {
  readonly recipes: readonly JustRecipe[];
  /** Lines that stand at the margin and are no recipe's header. */
  readonly others: readonly Span[];
}

/** Parts a justfile into recipes and the lines between them. A value in triple quotes goes on to the line that ends it. */
export function justLines(document: string): JustLines {
  const recipes: JustRecipe[] = [];
  const others: Span[] = [];
  let open: JustRecipe | undefined;
  for (const { 0: line, index } of document.matchAll(/[^\r\n]+/g)) {
    const span = { start: index, end: index + line.length };
    if (/^[ \t]/.test(line)) {
      open?.body.push(span);
      continue;
    }
    const isHeader = /^@?[A-Za-z_][\w-]*(?:\s[^#]*|)?:(?!=)/.test(line) && !/^(?:export\s+)?[A-Za-z_][\w-]*\s*:=/.test(line);
    open = isHeader ? { header: span, body: [] } : undefined;
    if (open === undefined) others.push(span);
    else recipes.push(open);
  }
  return { recipes, others };
}
