import type { Word } from '../../command.ts';
import { headOf, tailOf } from '../../shell/wrappers/options.ts';
import { entriesOf, itemsOf, textAt, valueAt, type YamlMap, type YamlNode, type YamlScalar } from '../node.ts';
import { unknownWord, wordOf, wordOfNode } from '../words.ts';
import { readVariables } from './read-variables.ts';
import type { ComposeFile } from './service.ts';

/** The variables of a service's container: those of its `env_file`s, then its `environment`, a map or a list. */
export function environmentOf(service: YamlMap, file: ComposeFile): ReadonlyMap<string, Word> {
  const environment = new Map<string, Word>();
  for (const place of filesOf(valueAt(service, 'env_file'))) addFile(environment, place, file);
  const own = valueAt(service, 'environment');
  if (own?.kind === 'map') for (const { key, value } of entriesOf(own)) environment.set(key, wordOfValue(value, file));
  if (own?.kind === 'list') for (const item of itemsOf(own)) addItem(environment, item, file);
  return environment;
}

/** A variable without a value is that of whoever runs compose. */
function wordOfValue(value: YamlNode, { substitute }: ComposeFile): Word {
  return value.kind === 'scalar' && value.value === null ? unknownWord(value) : wordOfNode(value, substitute);
}

function addItem(environment: Map<string, Word>, item: YamlNode, { substitute }: ComposeFile): void {
  if (item.kind !== 'scalar') return;
  const word = wordOf(item, substitute);
  const name = /^([^=]+)(=?)/.exec(headOf(word));
  if (name?.[1] === undefined) return;
  environment.set(name[1], name[2] === '=' && !item.uncertain ? tailOf(word, name[0].length) : unknownWord(item));
}

function filesOf(node: YamlNode | undefined): readonly YamlScalar[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') return [node];
  const path = node.kind === 'map' ? valueAt(node, 'path') : undefined;
  return node.kind === 'list' ? itemsOf(node).flatMap((item) => (item.kind === 'list' ? [] : filesOf(item))) : filesOf(path);
}

/** What another file says has no place here: it stands where the file is named. */
function addFile(environment: Map<string, Word>, place: YamlScalar, { around, substitute }: ComposeFile): void {
  const path = textAt(place) === undefined ? undefined : wordOf(place, substitute).text;
  const text = path === undefined ? undefined : around.readBeside(path);
  const { span, source } = wordOf(place);
  for (const [name, value] of readVariables(text ?? '')) {
    environment.set(name, { text: value, source, span, pieces: [{ text: value, span, origin: undefined }] });
  }
}
