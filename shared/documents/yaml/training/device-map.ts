import { keywordCommand } from '../../keyword-command.ts';
import { keywordsOf } from '../keywords-of.ts';
import { textAt, valueAt } from '../node.ts';
import type { Shape } from '../shape.ts';

/** `device_map` beside the model that is loaded with it, as LLaMA-Factory, axolotl and lm-eval write it. */
export const deviceMap: Shape = {
  name: 'device map',
  read: (map) => {
    const value = valueAt(map, 'device_map');
    if (value === undefined || !modelKeys.some((key) => textAt(map, key) !== undefined)) return undefined;
    const span = map.at ?? map.span;
    return { commands: [keywordCommand(keywordsOf(map, 'yaml:device-map', span), span)], taken: [value] };
  },
};

const modelKeys = ['model_name_or_path', 'base_model', 'pretrained_model_name_or_path', 'pretrained'] as const;
