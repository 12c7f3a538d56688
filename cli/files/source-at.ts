import { kindOf } from '../../shared/documents/kind-of.ts';
import type { Source } from '../../shared/lint/analysis.ts';
import { baseName } from '../../shared/text/path.ts';
import { firstLook, type LeftOut } from './first-look.ts';
import { hasEnding, isShellScript } from './shebang.ts';

/** The text of a file that may be linted, or why it is left out; undefined for one that certainly holds nothing of ours. */
export function sourceAt(path: string): Source | LeftOut | undefined {
  const look = firstLook(path);
  if (look === 'nothing') return undefined;
  return typeof look === 'string' ? look : sourceOf(path, look.text);
}

/** A script without an ending says by its first line what it is. */
export function sourceOf(path: string, text: string): Source {
  const isScript = !hasEnding(baseName(path)) && kindOf(path) === undefined && isShellScript(text);
  return isScript ? { path, text, languageId: 'shellscript' } : { path, text };
}
