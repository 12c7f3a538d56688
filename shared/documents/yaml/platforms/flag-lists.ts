import type { Command, Word } from '../../command.ts';
import { wordsOfList } from '../list-words.ts';
import { entriesOf, itemsOf, scalarAt, type YamlList, type YamlMap, type YamlNode } from '../node.ts';
import type { Found, Page, Shape } from '../shape.ts';
import { unknownWord } from '../words.ts';
import { environmentOf } from './field-words.ts';
import { modelWord, modelWords } from './model-word.ts';
import { insertIntoList, platformCommand, programWords } from './platform-command.ts';

/**
 * Lists of an engine's arguments without its name, as tests and recipes have them: `server_cmd: ["--tensor-parallel-size", "4", …]`, the
 * model beside. Whose arguments they are is told by names that only one engine has.
 */
export const flagLists: Shape = {
  name: 'flag-lists',
  read: (map, page) => {
    // What stands there to be used elsewhere is read where it is used.
    const lists = entriesOf(map).flatMap(({ key, value }) => (/^(_|x-|\.)/.test(key) ? [] : listsIn(value)));
    const found = lists.filter((list) => !page.isTaken(list)).flatMap((list) => foundIn(map, list, page));
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

function foundIn(map: YamlMap, list: YamlList, { text, root }: Page): readonly Found[] {
  const words = wordsOfList(list);
  const engine = engineOf(words, text);
  if (engine === undefined) return [];
  return [{ commands: [commandOf(engine, map, root, list, words)], taken: [list] }];
}

type Engine = 'vllm' | 'sglang' | 'tgi';

function engineOf(words: readonly Word[], text: string): Engine | undefined {
  const [first] = words;
  if (first?.text?.startsWith('-') !== true) return undefined;
  const flags = new Set(words.flatMap(({ text }) => flagOf(text) ?? []));
  const valued = new Set(words.flatMap(({ text }, at) => (hasValue(words, at) ? (flagOf(text) ?? []) : [])));
  const sized = engines.filter((engine) => sizes[engine].some((flag) => valued.has(flag)));
  const sure = sized.filter((engine) => own[engine].some((flag) => flags.has(flag)));
  // Else the only one of which the document speaks.
  const found = sure.length > 0 ? sure : sized.filter((engine) => speaksOf[engine].test(text));
  return found.length === 1 ? found[0] : undefined;
}

/** `--tensor-parallel-size`, of `--tensor_parallel_size=2` too. */
function flagOf(text: string | undefined): string | undefined {
  return text?.startsWith('--') === true ? (text.split('=')[0] ?? '').replaceAll('_', '-') : undefined;
}

/** A list of names alone is none of arguments. */
function hasValue(words: readonly Word[], at: number): boolean {
  const next = words[at + 1];
  return words[at]?.text?.includes('=') === true || (next !== undefined && next.text?.startsWith('-') !== true);
}

const engines = ['vllm', 'sglang', 'tgi'] as const;
const speaksOf: Readonly<Record<Engine, RegExp>> = { vllm: /vllm/i, sglang: /sglang/i, tgi: /text-generation-(launcher|inference)/i };

/** How an engine's argument list says its size. */
const sizes: Readonly<Record<Engine, readonly string[]>> = {
  vllm: ['--tensor-parallel-size'],
  sglang: ['--tp', '--tp-size', '--tensor-parallel-size'],
  tgi: ['--num-shard'],
};

/** Options that of these engines only one has. */
const own: Readonly<Record<Engine, readonly string[]>> = {
  vllm: '--max-model-len --gpu-memory-utilization --max-num-seqs --max-num-batched-tokens --enforce-eager --enable-expert-parallel --enable-auto-tool-choice --kv-transfer-config --compilation-config --enable-prefix-caching --no-enable-prefix-caching --block-size'.split(
    ' ',
  ),
  sglang:
    '--mem-fraction-static --model-path --chunked-prefill-size --context-length --max-running-requests --disaggregation-mode --enable-dp-attention --cuda-graph-max-bs --disable-radix-cache'.split(
      ' ',
    ),
  tgi: '--model-id --quantize --max-total-tokens --max-input-tokens --max-input-length --max-batch-prefill-tokens'.split(' '),
};

const modelFlags: Readonly<Record<Engine, string>> = { vllm: '--model', sglang: '--model-path', tgi: '--model-id' };

/** More may be given where the list is used, so that nothing is certainly absent. */
function commandOf(engine: Engine, map: YamlMap, root: YamlNode, list: YamlList, words: readonly Word[]): Command {
  const flag = modelFlags[engine];
  const model = scalarAt(map, 'model') ?? scalarAt(root, 'model');
  const isNamed = words.some(({ text }) => text === flag || text?.startsWith(`${flag}=`) === true);
  const named = isNamed || typeof model?.value !== 'string' ? [] : modelWords(flag, modelWord(model));
  const start = { start: list.span.start, end: list.span.start };
  const more = unknownWord({ ...list, span: { start: list.span.end, end: list.span.end } }, true);
  const environment = environmentOf(map.entries.get('envs')?.value ?? map.entries.get('env')?.value);
  return platformCommand({ at: start, span: list.span, environment, insertion: insertIntoList(list) }, [
    ...programWords(engine, start),
    ...named,
    ...words,
    more,
  ]);
}
