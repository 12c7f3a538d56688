import type { Word } from '../../command.ts';
import type { YamlMap } from '../node.ts';
import { optionOfField, switchOfField } from './field-words.ts';

const sizes = [
  ['tensor', '--tensor-parallel-size'],
  ['pipeline', '--pipeline-parallel-size'],
  ['data', '--data-parallel-size'],
  ['dataLocal', '--data-parallel-size-local'],
] as const;

/** Sizes as the platforms over vLLM name them: `parallelism: {tensor: 4, data: 2}`. */
export function parallelismWords(parallelism: YamlMap | undefined): readonly Word[] {
  return [
    ...sizes.flatMap(([key, flag]) => optionOfField(parallelism, key, flag, `parallelism.${key}`)),
    ...switchOfField(parallelism, 'expert', '--enable-expert-parallel', 'parallelism.expert'),
  ];
}
