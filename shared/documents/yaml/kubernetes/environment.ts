import type { Word } from '../../command.ts';
import { itemsOf, listAt, scalarAt, textAt, valueAt, type YamlMap, type YamlNode } from '../node.ts';
import { unknownWord, wordOfNode } from '../words.ts';
import { substituteFrom } from './substitute.ts';

/** The variables of a container, in their order: each may use those before it. A value from elsewhere is not known. */
export function environmentOf(container: YamlMap): ReadonlyMap<string, Word> {
  const environment = new Map<string, Word>();
  const variables = valueAt(container, 'env');
  if (variables?.kind === 'map') {
    for (const { key, value } of variables.entries.values()) environment.set(key, wordOfNode(value, substituteFrom(environment)));
  }
  const list = listAt(container, 'env');
  for (const variable of list === undefined ? [] : itemsOf(list)) {
    const name = textAt(variable, 'name');
    if (name !== undefined) environment.set(name, valueWord(variable, environment));
  }
  return environment;
}

function valueWord(variable: YamlNode, environment: ReadonlyMap<string, Word>): Word {
  const value = scalarAt(variable, 'value');
  if (value === undefined || variable.uncertain) return unknownWord(valueAt(variable, 'valueFrom') ?? variable);
  return wordOfNode(value, substituteFrom(environment));
}
