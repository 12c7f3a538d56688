import { entriesOf, mapAt, scalarAt, valueAt, type YamlEntry, type YamlMap, type YamlNode } from '../node.ts';
import type { Page, Shape } from '../shape.ts';
import { wordOfNode } from '../words.ts';
import { environmentOf } from './field-words.ts';
import { modelBeside, modelKeyword, optionKeywords } from './option-map.ts';
import { keywordCommand } from './platform-command.ts';

const engines = ['vllm', 'sglang', 'trtllm'] as const;
const parts = ['prefill', 'decode', 'aggregated', 'agg'] as const;

/**
 * A benchmark's job with a map of options for each worker: `vllm_config: {prefill: …, decode: …}`, beside
 * `prefill_environment`; the model and the image stand at the top.
 */
export const engineParts: Shape = {
  name: 'engine-parts',
  read: (map, page) => {
    const found = engines.flatMap((engine) => workersOf(map, engine, page));
    return found.length === 0 ? undefined : { commands: found.map(({ command }) => command), taken: found.map(({ taken }) => taken) };
  },
};

function workersOf(map: YamlMap, engine: (typeof engines)[number], page: Page) {
  const config = mapAt(map, `${engine}_config`);
  if (config === undefined) return [];
  const workers = entriesOf(config).filter(({ key, value }) => value.kind === 'map' && parts.some((part) => part === key));
  return workers.flatMap((worker) => workerOf(map, engine, worker, page));
}

function workerOf(map: YamlMap, engine: string, { key, keySpan, value }: YamlEntry, { root }: Page) {
  if (value.kind !== 'map') return [];
  const options = optionKeywords(value, `yaml:${engine}`, keySpan);
  const keywords = { ...options, given: [...modelOf(root), ...options.given] };
  const image = scalarAt(root, 'model', 'container') ?? scalarAt(root, 'runtime', 'image');
  const environment = environmentOf(valueAt(map, `${key}_environment`));
  const launch = { at: keySpan, span: value.span, environment, image: image && wordOfNode(image) };
  return [{ command: keywordCommand(launch, keywords), taken: value }];
}

function modelOf(root: YamlNode) {
  const own = mapAt(root, 'model');
  return own === undefined ? modelBeside(root.kind === 'map' ? root : undefined) : modelKeyword(own, 'path');
}
