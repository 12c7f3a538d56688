import { type Command, type Place, placeOf } from '../documents/command.ts';
import type { Keyword, Keywords } from '../documents/keywords.ts';
import type { DeviceMap, Entry } from './device-map.ts';

/** A call, or a mapping, that hands a device map to Transformers or Accelerate. */
export interface MapUse {
  readonly command: Command;
  /** `from_pretrained` and its like load a model; `dispatch` spreads one that is loaded. */
  readonly kind: 'load' | 'dispatch' | 'file';
  readonly model: { readonly text: string | undefined; readonly place: Place } | undefined;
  readonly keywords: Keywords;
  /** The argument itself; absent where only `max_memory` or `tp_plan` is given. */
  readonly deviceMap: Keyword | undefined;
  /** Where it is a mapping. */
  readonly map: DeviceMap | undefined;
  readonly maxMemory: Keyword | undefined;
}

/** The device maps among the commands of a document, in their order. `text` is the document. */
export function mapUsesIn(commands: readonly Command[], text: string): readonly MapUse[] {
  const uses = commands.flatMap((command) => useOf(command) ?? []);
  return uses
    .map((use) => (use.kind === 'dispatch' ? { ...use, model: loadedBefore(use, uses, text) } : use))
    .filter(({ deviceMap, maxMemory }) => deviceMap !== undefined || maxMemory !== undefined);
}

/** A model that is dispatched was loaded before: by a call that gave it its name, in the same function. */
function loadedBefore({ keywords, command }: MapUse, uses: readonly MapUse[], text: string): MapUse['model'] {
  const name = (named(keywords, 'model') ?? positional(keywords, 0))?.word.source;
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const load = uses.findLast(({ kind, command: { start } }) => {
    const between = text.slice(start, command.start);
    return (
      kind === 'load' && start < command.start && assigned(text.slice(0, start)) === name && !/^\s*(async\s+)?(def|class)\s/m.test(between)
    );
  });
  return load?.model;
}

/** The name on the left of the assignment whose value starts where `before` ends. */
function assigned(before: string): string | undefined {
  return /([A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*$/.exec(before.slice(-200))?.[1];
}

function useOf(command: Command): MapUse | undefined {
  const { keywords } = command;
  const kind = keywords && kindOf(keywords);
  if (keywords === undefined || kind === undefined) return undefined;
  const deviceMap = named(keywords, 'device_map') ?? (kind === 'dispatch' ? positional(keywords, 1) : undefined);
  return {
    command,
    kind,
    model: kind === 'dispatch' ? undefined : modelIn(keywords),
    keywords,
    deviceMap: deviceMap?.value === null ? undefined : deviceMap,
    map: deviceMap && mapOf(deviceMap),
    maxMemory: named(keywords, 'max_memory'),
  };
}

/** Transformers' own classes: with another library the same words may mean something else. */
function kindOf({ callee }: Keywords): MapUse['kind'] | undefined {
  if (callee === undefined) return undefined;
  if (callee === 'file:device-map') return 'file';
  if (/^accelerate(\.\w+)*\.(dispatch_model|load_checkpoint_and_dispatch)$|^(dispatch_model|load_checkpoint_and_dispatch)$/.test(callee))
    return 'dispatch';
  if (callee.startsWith('yaml:')) return callee === 'yaml:device-map' ? 'load' : undefined;
  const isClass = /^transformers(\.\w+)*\.[A-Z]\w*\.from_pretrained$|^Auto(Model|ModelFor)\w*\.from_pretrained$/.test(callee);
  return isClass || callee === 'transformers.pipeline' ? 'load' : undefined;
}

export function named({ given }: Keywords, name: string): Keyword | undefined {
  return given.findLast((keyword) => keyword.name === name);
}

function positional({ given }: Keywords, at: number): Keyword | undefined {
  return given.filter(({ name }) => name === undefined)[at];
}

function modelIn(keywords: Keywords): MapUse['model'] {
  const names =
    keywords.callee === 'transformers.pipeline'
      ? ['model']
      : ['pretrained_model_name_or_path', 'model_name_or_path', 'base_model', 'pretrained', 'model'];
  const given = names.map((name) => named(keywords, name)).find((keyword) => keyword !== undefined) ?? positional(keywords, 0);
  if (given === undefined) return undefined;
  return { text: typeof given.value === 'string' ? given.value : undefined, place: placeOf(given.word) };
}

/** The map that an argument is; undefined for a word, a number, or what is not known. */
function mapOf({ inner, word }: Keyword): DeviceMap | undefined {
  if (inner === undefined) return undefined;
  const entries = inner.given.flatMap(({ name, nameSpan, value, word: { span } }): readonly Entry[] => {
    if (name === undefined) return [];
    const device = typeof value === 'number' || typeof value === 'string' ? value : undefined;
    return [{ module: name, device, moduleSpan: nameSpan, deviceSpan: span }];
  });
  return { entries, complete: inner.complete && entries.length === inner.given.length, span: inner.literal?.span ?? word.span };
}
