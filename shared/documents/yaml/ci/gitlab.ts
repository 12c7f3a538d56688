import type { Command, Word } from '../../command.ts';
import { entriesOf, mapAt, scalarAt, valueAt, type YamlEntry, type YamlMap, type YamlNode } from '../node.ts';
import { readScript, scriptParts } from '../scripts/script-text.ts';
import type { Page, Shape } from '../shape.ts';
import { wordOf, wordOfNode } from '../words.ts';

/** Pipelines of GitLab: jobs with a `script`, and what they take from `default` and the top of the file. */
export const gitlab: Shape = {
  name: 'gitlab',
  read: (map, page) => {
    const jobs = map === page.root ? entriesOf(map).filter(isJob) : [];
    if (jobs.length === 0) return undefined;
    return {
      commands: jobs.flatMap(({ value }) => (value.kind === 'map' ? commandsOf(value, map, page) : [])),
      taken: jobs.flatMap(({ value }) => keys.flatMap((key) => valueAt(value, key) ?? [])),
    };
  },
};

const keys = ['before_script', 'script', 'after_script'] as const;

function isJob({ value }: YamlEntry): boolean {
  const script = valueAt(value, 'script');
  return script !== undefined && script.kind !== 'map';
}

/** What comes before a script runs in the same shell. */
function commandsOf(job: YamlMap, root: YamlMap, { text }: Page): readonly Command[] {
  const inherited = (key: string): YamlNode | undefined => valueAt(job, key) ?? valueAt(root, 'default', key) ?? valueAt(root, key);
  const image = inherited('image');
  const name = image?.kind === 'map' ? scalarAt(image, 'name') : image?.kind === 'scalar' ? image : undefined;
  const surroundings = { environment: variablesOf(job, root), image: name && wordOf(name) };
  const lines = [...scriptParts(inherited('before_script')), ...scriptParts(valueAt(job, 'script'))];
  return readScript(lines, text, surroundings);
}

function variablesOf(job: YamlMap, root: YamlMap): ReadonlyMap<string, Word> {
  const levels = [mapAt(root, 'variables'), mapAt(job, 'variables')];
  return new Map(
    levels.flatMap((level) =>
      level === undefined ? [] : entriesOf(level).map(({ key, value }) => [key, wordOfNode(valueAt(value, 'value') ?? value)] as const),
    ),
  );
}
