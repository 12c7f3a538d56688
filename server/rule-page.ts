import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RulePage } from '../shared/protocol.ts';

/** The page of a rule from the one file that holds them all beside the program; null if there is none. */
export function rulePage(rule: string, file = fileURLToPath(new URL('rules.json', import.meta.url))): RulePage | null {
  const markdown = pagesIn(file).get(rule);
  return markdown === undefined ? null : { rule, markdown };
}

const read = new Map<string, ReadonlyMap<string, string>>();

function pagesIn(file: string): ReadonlyMap<string, string> {
  const known = read.get(file) ?? readPages(file);
  read.set(file, known);
  return known;
}

function readPages(file: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>));
  } catch {
    return new Map();
  }
}
