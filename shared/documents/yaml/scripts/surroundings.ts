import type { Word } from '../../command.ts';
import type { ShellSurroundings } from '../../shell/read-shell.ts';
import { headOf, tailOf } from '../../shell/wrappers/options.ts';
import { environmentOf } from '../kubernetes/environment.ts';
import { itemsOf, listAt, scalarAt, type YamlMap } from '../node.ts';
import { unknownWord, wordOf } from '../words.ts';

/** What a map says around the script in it: its image and its variables, however they are listed. */
export function surroundingsOf(map: YamlMap): ShellSurroundings {
  const image = scalarAt(map, 'image');
  const environment = new Map([...environmentOf(map), ...listed(map)]);
  return { environment, image: image && wordOf(image) };
}

/** `NAME=value`; a name alone is a variable of whoever starts it. */
function listed(map: YamlMap): readonly (readonly [string, Word])[] {
  const list = listAt(map, 'env') ?? listAt(map, 'environment');
  return (list === undefined ? [] : itemsOf(list)).flatMap((item): readonly (readonly [string, Word])[] => {
    if (item.kind !== 'scalar') return [];
    const word = wordOf(item);
    const name = /^([A-Za-z_]\w*)(=?)/.exec(headOf(word));
    if (name?.[1] === undefined) return [];
    return [[name[1], name[2] === '=' && !item.uncertain ? tailOf(word, name[0].length) : unknownWord(item)]];
  });
}
