import type { Keyword } from '../../keywords.ts';
import { entriesOf, itemsOf, mapAt, type YamlEntry, type YamlMap, type YamlNode } from '../node.ts';
import type { Found, Page, Shape } from '../shape.ts';
import { modelBeside, modelKeyword, optionKeywords, sizeEntry } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

/**
 * A map with options of an engine that nothing else names, as the engine's own configuration file has them; whose they are, the
 * engines say by the names that only one of them knows. More may be given where the file is used.
 */
export const optionsOfAnEngine: Shape = {
  name: 'options-of-an-engine',
  read: (map, page) => {
    if (isWorkflow(page.root)) return undefined;
    if (map === page.root && sizeEntry(map) !== undefined) return found(map, modelBeside(map));
    const inside = entriesOf(map).flatMap((entry) => partOf(entry, map, page));
    if (inside.length === 0) return undefined;
    return { commands: inside.flatMap(({ commands }) => commands), taken: inside.flatMap(({ taken }) => taken) };
  },
};

/** What workflows and actions hand on to others has names of their own choosing. */
function isWorkflow(root: YamlNode): boolean {
  return mapAt(root, 'jobs') !== undefined || mapAt(root, 'runs') !== undefined;
}

function partOf({ value }: YamlEntry, parent: YamlMap, page: Page): readonly Found[] {
  const parts = value.kind === 'list' ? itemsOf(value) : [value];
  return parts.flatMap((part) => partAt(part, parent, page));
}

function partAt(value: YamlNode, parent: YamlMap, page: Page): readonly Found[] {
  if (value.kind !== 'map' || value.at !== undefined || page.isTaken(value) || sizeEntry(value) === undefined) return [];
  const own = modelBeside(value);
  return [found(value, own.length > 0 ? own : modelOfParent(parent))];
}

function modelOfParent(parent: YamlMap): readonly Keyword[] {
  const model = mapAt(parent, 'model');
  return model === undefined ? modelBeside(parent) : modelKeyword(model, 'path');
}

function found(map: YamlMap, model: readonly Keyword[]): Found {
  const options = optionKeywords(map, 'yaml:options', map.span);
  const given = [
    ...model,
    ...options.given.filter(({ name }) => !model.some((each) => each.nameSpan.start === map.entries.get(name ?? '')?.keySpan.start)),
  ];
  return { commands: [keywordCommand({ at: map.span, span: map.span }, { ...options, given, complete: false })], taken: [map] };
}
