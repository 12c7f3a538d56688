import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { indexName } from '../../shared/checkpoint/checkpoint-index.ts';
import { isOtherWeights } from './other-weights.ts';

/** What lies beside the weights. */
export interface OtherFiles {
  /** Files to copy, by path below the folder, with what their links lead to. */
  readonly copied: readonly { readonly name: string; readonly size: number }[];
  /** Weights of the old width in another form, which are not copied. */
  readonly leftOut: readonly string[];
}

const ownNames: ReadonlySet<string> = new Set(['config.json', indexName]);
const neverCopied: ReadonlySet<string> = new Set(['.git', '.cache', '.locks', '.no_exist']);
const deepest = 16;

/** Looks through the folder and those below it; a folder that is reached twice through links counts once. */
export function otherFiles(folder: string, shards: ReadonlySet<string>): OtherFiles {
  const copied: { name: string; size: number }[] = [];
  const leftOut: string[] = [];
  const seen = new Set<string>();
  const walk = (below: string, depth: number): void => {
    const real = realpathSync(join(folder, below));
    if (seen.has(real) || depth > deepest) return;
    seen.add(real);
    for (const entry of readdirSync(real).sort()) {
      const name = below === '' ? entry : `${below}/${entry}`;
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      if (found?.isDirectory() && !neverCopied.has(entry)) walk(name, depth + 1);
      if (!found?.isFile() || shards.has(name) || ownNames.has(name)) continue;
      if (isOtherWeights(entry)) leftOut.push(name);
      else copied.push({ name, size: found.size });
    }
  };
  walk('', 0);
  return { copied, leftOut };
}
