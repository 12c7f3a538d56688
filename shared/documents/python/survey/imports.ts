import { partsOf, textOf } from '../nodes.ts';
import type { PythonNode } from '../parse.ts';
import type { Block } from '../scopes.ts';
import type { Surveying } from '../survey.ts';
import { bind } from './bindings.ts';

/** `import a.b as c`, `from a import b`: the names that an import gives. */
export function noteImport(found: Surveying, node: PythonNode, block: Block): void {
  const { text } = found;
  const at = node.children.findIndex(({ type }) => type === 'import');
  const isFrom = node.children[0]?.type === 'from';
  const from = isFrom
    ? node.children
        .slice(1, at)
        .map((child) => textOf(child, text))
        .join('')
    : '';
  const list = { ...node, children: node.children.slice(at + 1) };
  for (const part of partsOf(list)) {
    const as = part.findIndex(({ type }) => type === 'as');
    const dotted = part.slice(0, as < 0 ? undefined : as).map((child) => textOf(child, text));
    const alias = as < 0 ? undefined : part[as + 1];
    const name = alias === undefined ? dotted[0] : textOf(alias, text);
    if (name === undefined || name === '*') continue;
    // `import a.b` binds `a`; `import a.b as c` binds what `a.b` is.
    const whole = alias === undefined && !isFrom ? name : dotted.join('');
    bind(found, name, { kind: 'import', dotted: isFrom ? `${from}${from.endsWith('.') ? '' : '.'}${whole}` : whole }, node.end, block);
  }
}
