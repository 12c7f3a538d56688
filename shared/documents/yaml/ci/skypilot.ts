import type { GpuGrant, Word } from '../../command.ts';
import { entriesOf, mapAt, scalarAt, valueAt, type YamlMap, type YamlNode } from '../node.ts';
import { readScript, scriptParts } from '../scripts/script-text.ts';
import type { Shape } from '../shape.ts';
import { wordOf, wordOfNode } from '../words.ts';

/** Tasks of SkyPilot: `run` and `setup`, the accelerators they get, and their variables. */
export const skypilot: Shape = {
  name: 'skypilot',
  read: (map, { text }) => {
    const resources = mapAt(map, 'resources');
    const parts = ['setup', 'run'].map((key) => valueAt(map, key));
    const isTask =
      resources !== undefined &&
      ['accelerators', 'cloud', 'infra', 'any_of', 'cpus', 'ports', 'instance_type'].some((key) => resources.entries.has(key));
    if (!isTask || parts.every((part) => part?.kind !== 'scalar')) return undefined;
    const accelerators = acceleratorsOf(map, resources);
    const image = scalarAt(resources, 'image_id');
    const surroundings = {
      environment: environmentOf(map, accelerators?.number),
      gpus: accelerators?.grant,
      image: image && wordOf(image),
    };
    return {
      commands: parts.flatMap((part) => readScript(scriptParts(part), text, surroundings)),
      taken: parts.flatMap((part) => part ?? []),
    };
  },
};

interface Accelerators {
  readonly grant: GpuGrant;
  readonly number: Word;
}

/** `A100:8`, `{A100: 8}`; of several kinds or nodes, what one task gets is not known. */
function acceleratorsOf(task: YamlMap, resources: YamlMap): Accelerators | undefined {
  const written = valueAt(resources, 'accelerators');
  if (written === undefined) return undefined;
  const number = numberOf(written);
  const nodes = valueAt(task, 'num_nodes');
  const isOneNode = nodes === undefined || (nodes.kind === 'scalar' && nodes.value === 1);
  const count = number.text !== undefined && /^\d{1,3}$/.test(number.text) ? Number(number.text) : undefined;
  return { number, grant: { count: isOneNode ? count : undefined, span: number.span } };
}

function numberOf(written: YamlNode): Word {
  const entries = written.kind === 'map' ? entriesOf(written) : [];
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && only.value.kind === 'scalar' && only.value.value !== null)
    return wordOfNode(only.value);
  const word = written.kind === 'scalar' ? wordOf(written) : { ...wordOfNode(written), text: undefined };
  const number = word.text === undefined ? null : /^([\w.-]+)(?::(\d+))?$/.exec(word.text);
  const text = number === null ? undefined : (number[2] ?? '1');
  const start = number?.[2] === undefined ? word.span.start : word.span.end - number[2].length;
  const span = { start: Math.max(word.span.start, start), end: word.span.end };
  return { ...word, text, span, source: word.source.slice(span.start - word.span.start), pieces: [{ text, span, origin: undefined }] };
}

const perNode = ['SKYPILOT_NUM_GPUS_PER_NODE'] as const;

function environmentOf(task: YamlMap, number: Word | undefined): ReadonlyMap<string, Word> {
  const environment = new Map<string, Word>();
  if (number !== undefined) for (const name of perNode) environment.set(name, number);
  for (const key of ['envs', 'secrets']) {
    const variables = mapAt(task, key);
    for (const { key: name, value } of variables === undefined ? [] : entriesOf(variables)) environment.set(name, nullable(value));
  }
  return environment;
}

/** A variable without a value is to be given when the task is started. */
function nullable(value: YamlNode): Word {
  const word = wordOfNode(value);
  return value.kind === 'scalar' && value.value === null
    ? { ...word, text: undefined, pieces: [{ text: undefined, span: word.span, origin: undefined }] }
    : word;
}
