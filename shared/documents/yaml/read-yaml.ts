import type { Command } from '../command.ts';
import type { DocumentReader, LaunchDocument, Surroundings } from '../document.ts';
import { entriesOf, itemsOf, type YamlMap, type YamlNode } from './node.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Page } from './shape.ts';
import { shapes } from './shapes.ts';

/** Reads the launches of a YAML text; `readers` read the documents that stand in its texts. Never throws. */
export function readYaml(text: string, around: Surroundings, readers: readonly DocumentReader[] = []): LaunchDocument {
  const { roots, comments } = parseYaml(text, around.isWorthReading);
  const commands: Command[] = [];
  for (const root of roots) {
    try {
      readRoot({ text, root, around, readers }, commands);
    } catch {
      // What was understood before stands.
    }
  }
  commands.sort((one, other) => one.start - other.start || one.span.end - other.span.end);
  return { kind: 'yaml', commands, comments };
}

/** Each shape looks at all maps before the next one does. */
function readRoot(parts: Omit<Page, 'isTaken'>, commands: Command[]): void {
  const maps: YamlMap[] = [];
  addMaps(parts.root, maps);
  const taken = new Set<number>();
  const page: Page = { ...parts, isTaken: ({ span }) => taken.has(span.start) };
  for (const shape of shapes) {
    for (const map of maps) {
      const found = page.isTaken(map) ? undefined : shape.read(map, page);
      if (found === undefined) continue;
      commands.push(...found.commands);
      for (const node of found.taken) take(node, taken);
    }
  }
}

/** Maps that are written where they are reached, the outer ones first. */
function addMaps(node: YamlNode, maps: YamlMap[]): void {
  if (node.at !== undefined || node.kind === 'scalar') return;
  if (node.kind === 'map') maps.push(node);
  if (node.kind === 'map') for (const { value } of node.list) addMaps(value, maps);
  else for (const item of node.items) addMaps(item, maps);
}

function take(node: YamlNode, taken: Set<number>): void {
  if (taken.has(node.span.start)) return;
  taken.add(node.span.start);
  for (const part of partsOf(node)) take(part, taken);
}

function partsOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'map') return entriesOf(node).map(({ value }) => value);
  return node.kind === 'list' ? itemsOf(node) : [];
}
