import type { Word } from '../../command.ts';
import type { YamlMap } from '../node.ts';
import { optionOfField, switchOfField } from './field-words.ts';

/** Sizes as the platforms over vLLM name them: `parallelism: {tensor: 4, data: 2}`. */
export function parallelismWords(parallelism: YamlMap | undefined): readonly Word[] {
  return [
    ...optionOfField(parallelism, 'tensor', '--tensor-parallel-size'),
    ...optionOfField(parallelism, 'pipeline', '--pipeline-parallel-size'),
    ...optionOfField(parallelism, 'data', '--data-parallel-size'),
    ...optionOfField(parallelism, 'dataLocal', '--data-parallel-size-local'),
    ...switchOfField(parallelism, 'expert', '--enable-expert-parallel'),
  ];
}
