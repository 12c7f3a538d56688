import type { Command, Word } from '../../command.ts';
import type { Keyword } from '../../keywords.ts';
import { wordsOfList } from '../list-words.ts';
import { entriesOf, itemsOf, mapAt, textAt, type YamlEntry, type YamlList, type YamlMap, type YamlNode, type YamlScalar } from '../node.ts';
import type { Found, Page, Shape } from '../shape.ts';
import { unknownWord } from '../words.ts';
import { wordsOfText } from './argument-text.ts';
import { engineOfFlags, type FlagEngine } from './engine-of-flags.ts';
import { environmentOf } from './field-words.ts';
import { modelWords } from './model-word.ts';
import { modelBeside, modelKeyword } from './option-map.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/**
 * Arguments of an engine without its name, as tests and recipes have them: `server_cmd: ["--tensor-parallel-size", "4", …]`, or in one
 * text; the model beside. Whose arguments they are is told by names that only one engine has.
 */
export const flagLists: Shape = {
  name: 'flag-lists',
  read: (map, page) => {
    // What stands there to be used elsewhere is read where it is used.
    const entries = entriesOf(map).filter(({ key }) => !/^(_|x-|\.)/.test(key));
    const parts = [...entries.flatMap(({ value }) => listsIn(value)), ...entries.flatMap((entry) => textsIn(entry, page))];
    const found = parts.filter((part) => !page.isTaken(part)).flatMap((part) => foundIn(map, part, page));
    if (found.length === 0) return undefined;
    return { commands: found.flatMap(({ commands }) => commands), taken: found.flatMap(({ taken }) => taken) };
  },
};

/** A patch of a pod: arguments for a container whose image stands elsewhere. */
export const patches: Shape = {
  name: 'patches',
  read: (map, page) => {
    const args = map.entries.get('args')?.value;
    const isPart = map.entries.has('name') && !map.entries.has('image') && !map.entries.has('command');
    return isPart && args?.kind === 'list' && args.at === undefined ? foundIn(map, args, page)[0] : undefined;
  },
};

/** A list, and the lists that are its items. Where an alias leads to one, the list itself. */
function listsIn(node: YamlNode): readonly YamlList[] {
  if (node.kind !== 'list') return [];
  const own: YamlList = { ...node, at: undefined };
  return [own, ...itemsOf(own).flatMap((item) => (item.kind === 'list' ? [{ ...item, at: undefined }] : []))];
}

const argumentsKey = /(^|[-_])(args?|arguments|flags|cmd|command|options)$|[a-z](Args|Arguments|Flags)$/;

/** `server_args: "--tensor-parallel-size 2 …"`. What workflows hand on is used by their scripts. */
function textsIn({ key, value }: YamlEntry, { root }: Page): readonly YamlScalar[] {
  if (value.kind !== 'scalar' || value.at !== undefined || typeof value.value !== 'string') return [];
  const isWorkflow = mapAt(root, 'jobs') !== undefined || mapAt(root, 'runs') !== undefined;
  return argumentsKey.test(key) && /^\s*--[a-z]/.test(value.value) && !isWorkflow ? [value] : [];
}

type Part = YamlList | YamlScalar;

function foundIn(map: YamlMap, part: Part, { text, root }: Page): readonly Found[] {
  const words = part.kind === 'list' ? wordsOfList(part) : wordsOfText(part);
  const engine = engineOfFlags(words, text);
  if (engine === undefined) return [];
  return [{ commands: [commandOf(engine, map, root, part, words)], taken: [part] }];
}

const modelFlags: Readonly<Record<FlagEngine, string>> = { vllm: '--model', sglang: '--model-path', tgi: '--model-id' };

/** More may be given where the arguments are used, so that nothing is certainly absent. */
function commandOf(engine: FlagEngine, map: YamlMap, root: YamlNode, part: Part, words: readonly Word[]): Command {
  const flag = modelFlags[engine];
  const isNamed = words.some(({ text }) => text === flag || text?.startsWith(`${flag}=`) === true);
  const [model] = isNamed ? [] : modelNear(map, root);
  const start = { start: part.span.start, end: part.span.start };
  const more = unknownWord({ ...part, span: { start: part.span.end, end: part.span.end } }, true);
  const environment = environmentOf(map.entries.get('envs')?.value ?? map.entries.get('env')?.value);
  const insertion = insertIntoList(part.kind === 'list' ? part : undefined);
  return platformCommand({ at: start, span: part.span, environment, insertion }, [
    ...programWords(engine, start),
    ...(model === undefined ? [] : modelWords(flag, model.word)),
    ...words,
    more,
  ]);
}

function modelNear(map: YamlMap, root: YamlNode): readonly Keyword[] {
  const maps = root.kind === 'map' ? [map, root] : [map];
  const found = maps.map((each) => [...modelBeside(each), ...(textAt(each, 'model') === undefined ? [] : modelKeyword(each, 'model'))]);
  return found.find((keywords) => keywords.length > 0) ?? [];
}
