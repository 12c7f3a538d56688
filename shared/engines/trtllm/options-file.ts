import { isCollection, isMap, isScalar, parseDocument, type Range } from 'yaml';
import type { Launch, Option, OptionValue, ReadFile } from '../engine.ts';
import { trtllmDialect } from './dialect.ts';

/** True where a file or `--set` may say something else than the arguments, and is not read: then no size is known. */
export function isUnread({ options, optionFiles }: Launch): boolean {
  return options.has('set') || (options.has('config') && optionFiles === undefined);
}

/**
 * The launch with the options of the file that `--config` (`--extra_llm_api_options`) names, which win over the command line
 * (llmapi/llm_utils.py update_llm_args_with_extra_dict). As it was where the file is not found or is no mapping.
 */
export function withOptionsFile(launch: Launch, read: ReadFile): Launch {
  const config = launch.options.get('config');
  const file = config?.text === undefined ? undefined : read(config.text);
  if (config === undefined || file === undefined) return launch;
  const document = parseDocument(file.text, { logLevel: 'silent' });
  if (document.errors.length > 0 || !(isMap(document.contents) || document.contents === null)) return launch;
  const options = new Map(launch.options);
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    const name = canonicalName(key.value);
    // null is the value of what is not written.
    if (value === null || (isScalar(value) && value.value === null)) options.delete(name);
    else options.set(name, optionOf({ name, flag: key.value, place: key.range }, value, config, file.path));
  }
  return { ...launch, options, optionFiles: [file.path] };
}

interface Key {
  readonly name: string;
  readonly flag: string;
  readonly place: Range | null | undefined;
}

/** A value that is no number, text or switch is underlined at its key. */
function optionOf({ name, flag, place }: Key, value: unknown, config: Option, path: string): Option {
  const [start = 0, end = start] = (isScalar(value) ? value.range : place) ?? [];
  const read: unknown = isScalar(value) ? value.value : isCollection(value) ? value.toJSON() : undefined;
  return {
    name,
    flag,
    flagPlace: config.flagPlace,
    value: isOptionValue(read) ? read : undefined,
    text: isScalar(value) ? String(value.value) : undefined,
    place: { span: config.place.span, editable: undefined },
    writtenIn: { path, span: { start, end } },
  };
}

/** The name that the rules know it by: the keys are those of the options, and a few that no option has. */
function canonicalName(key: string): string {
  const camel = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return trtllmDialect.canonicalNames?.get(key) ?? camel;
}

function isOptionValue(value: unknown): value is OptionValue {
  return ['number', 'string', 'boolean'].includes(typeof value) || (typeof value === 'object' && value !== null);
}
