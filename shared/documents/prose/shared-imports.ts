import { type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';

/** What the Python texts of a document have imported so far: the statement by the name that it binds. */
export type SharedImports = Map<string, string>;

/** The text after the imports of earlier ones that it needs and does not say again, as a person types one text after the other. */
export function withImports(embedded: EmbeddedText, shared: SharedImports): EmbeddedText {
  if (shared.size === 0) return embedded;
  const own = importsOf(embedded.text);
  const used = new Set([...embedded.text.matchAll(/(?<![\w.])([A-Za-z_]\w*)[.(]/g)].map(([, name = '']) => name));
  const needed = [...used].flatMap((name) => (own.has(name) ? [] : (shared.get(name) ?? [])));
  if (needed.length === 0) return embedded;
  const start = embedded.runs[0]?.span.start ?? 0;
  return embeddedText([{ text: `${needed.join('\n')}\n`, span: { start, end: start }, origin: undefined }, ...embedded.runs]);
}

/** Adds what a text imports; a later one takes the place of an earlier one of the same name. */
export function addImports(text: string, shared: SharedImports): void {
  for (const [name, statement] of importsOf(text)) shared.set(name, statement);
}

const statements = /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+)?import[ \t]+(\([^()]{0,2000}\)|[^\n(#;]+)/gm;

function importsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (!text.includes('import')) return found;
  for (const [, from, names = ''] of text.matchAll(statements)) {
    for (const item of names.replaceAll(/[()\\]|#[^\n]*/g, ' ').split(',')) {
      const [, whole = '', alias] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(item) ?? [];
      const name = alias ?? whole.split('.')[0] ?? '';
      if (whole !== '')
        found.set(name, `${from === undefined ? '' : `from ${from} `}import ${whole}${alias === undefined ? '' : ` as ${alias}`}`);
    }
  }
  return found;
}
