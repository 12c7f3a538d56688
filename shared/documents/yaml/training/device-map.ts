import type { Command } from '../../command.ts';
import { keywordsOf } from '../keywords-of.ts';
import { textAt, valueAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';

/** `device_map` beside the model that is loaded with it, as LLaMA-Factory, axolotl and lm-eval write it. */
export const deviceMap: Shape = {
  name: 'device map',
  read: (map) => {
    const value = valueAt(map, 'device_map');
    if (value === undefined || !modelKeys.some((key) => textAt(map, key) !== undefined)) return undefined;
    return { commands: [commandOf(map)], taken: [value] };
  },
};

const modelKeys = ['model_name_or_path', 'base_model', 'pretrained_model_name_or_path', 'pretrained'] as const;

function commandOf(map: YamlMap): Command {
  const span = map.at ?? map.span;
  return {
    words: [],
    environment: new Map(),
    image: undefined,
    afterEntrypoint: false,
    gpus: undefined,
    workingFolder: undefined,
    span,
    start: span.start,
    conditional: false,
    keywords: keywordsOf(map, 'yaml:device-map', span),
  };
}
