import { wordsOfList } from '../list-words.ts';
import { listAt, scalarAt, textAt, type YamlMap } from '../node.ts';
import type { Shape } from '../shape.ts';
import { environmentOf } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/** KubeAI: a `Model`, or an entry of its chart's catalogue of models. */
export const kubeai: Shape = {
  name: 'kubeai',
  read: (map, page) => {
    const url = scalarAt(map, 'url');
    if (url === undefined || textAt(map, 'engine') !== 'VLLM') return undefined;
    const model = modelWord(url);
    const args = listAt(map, 'args');
    const words = [...programWords('vllm', model.span), ...modelWords('--model', model), ...(args === undefined ? [] : wordsOfList(args))];
    const launch = {
      at: url.span,
      span: map.span,
      environment: environmentOf(map.entries.get('env')?.value),
      gpus: gpusOfProfile(map),
      insertion: insertIntoList(args),
    };
    return { commands: [platformCommand(launch, words)], taken: page.isTaken(map) ? [] : [map] };
  },
};

/** `nvidia-gpu-h100:2` is two of what the profile names; a profile of one's own may name anything. */
function gpusOfProfile(map: YamlMap) {
  const profile = scalarAt(map, 'resourceProfile');
  const count = /^nvidia-gpu-[\w-]+:(\d{1,3})$/.exec(textAt(map, 'resourceProfile') ?? '')?.[1];
  return profile === undefined || count === undefined ? undefined : { count: Number(count), span: profile.span };
}
