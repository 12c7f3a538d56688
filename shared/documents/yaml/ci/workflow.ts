import type { Command, Word } from '../../command.ts';
import { entriesOf, itemsOf, listAt, mapAt, scalarAt, textAt, valueAt, type YamlMap, type YamlNode } from '../node.ts';
import { readScript } from '../scripts/script-text.ts';
import type { Page, Shape } from '../shape.ts';
import { wordOf, wordOfNode } from '../words.ts';

/** Workflows of GitHub, Gitea and Forgejo, and composite actions: jobs of steps, with variables at each level. */
export const workflow: Shape = {
  name: 'workflow',
  read: (map, page) => {
    if (map !== page.root) return undefined;
    const runs = mapAt(map, 'runs');
    const jobs = mapAt(map, 'jobs');
    const all =
      jobs === undefined
        ? runs === undefined
          ? []
          : [runs]
        : entriesOf(jobs).flatMap(({ value }) => (value.kind === 'map' ? [value] : []));
    const steps = all.flatMap((job) => stepsOf(job).map((step) => ({ job, step })));
    if (!steps.some(({ step }) => step.entries.has('run') || step.entries.has('uses'))) return undefined;
    const environment = added(new Map(), map);
    return {
      commands: steps.flatMap(({ job, step }) => commandsOf(step, job, map, environment, page)),
      taken: steps.flatMap(({ step }) => ['run', 'env'].flatMap((key) => valueAt(step, key) ?? [])),
    };
  },
};

function stepsOf(job: YamlMap): readonly YamlMap[] {
  const steps = listAt(job, 'steps');
  return steps === undefined ? [] : itemsOf(steps).filter((step): step is YamlMap => step.kind === 'map');
}

function commandsOf(
  step: YamlMap,
  job: YamlMap,
  root: YamlMap,
  environment: ReadonlyMap<string, Word>,
  { text }: Page,
): readonly Command[] {
  const run = scalarAt(step, 'run');
  const shell = textAt(step, 'shell') ?? textAt(job, 'defaults', 'run', 'shell') ?? textAt(root, 'defaults', 'run', 'shell');
  if (run === undefined || (shell !== undefined && /python|pwsh|powershell|cmd/.test(shell))) return [];
  const image = scalarAt(job, 'container') ?? scalarAt(job, 'container', 'image');
  const folder =
    scalarAt(step, 'working-directory') ??
    scalarAt(job, 'defaults', 'run', 'working-directory') ??
    scalarAt(root, 'defaults', 'run', 'working-directory');
  const variables = added(added(added(environment, job), mapAt(job, 'container')), step);
  return readScript([run], text, { environment: variables, image: image && wordOf(image), workingFolder: folder && wordOf(folder) });
}

function added(environment: ReadonlyMap<string, Word>, level: YamlNode | undefined): ReadonlyMap<string, Word> {
  const own = mapAt(level, 'env');
  if (own === undefined) return environment;
  return new Map([...environment, ...entriesOf(own).map(({ key, value }) => [key, wordOfNode(value)] as const)]);
}
