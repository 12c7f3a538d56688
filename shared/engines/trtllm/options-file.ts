import type { Launch, Option, OptionValue, ReadFile } from '../engine.ts';
import { type FileEntry, readOptionsFile } from '../launches/options-file.ts';
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
  const entries = file && readOptionsFile(file.text);
  if (config === undefined || file === undefined || entries === undefined) return launch;
  const options = new Map(launch.options);
  for (const entry of entries) {
    const name = canonicalName(entry.key);
    // null is the value of what is not written.
    if (entry.value === null) options.delete(name);
    else options.set(name, optionOf(name, entry, config, file.path));
  }
  return { ...launch, options, optionFiles: [file.path] };
}

/** A value that is no number, text or switch is underlined at its key. */
function optionOf(name: string, { key, value, span, insertion }: FileEntry, config: Option, path: string): Option {
  return {
    name,
    flag: key,
    flagPlace: config.flagPlace,
    value: isOptionValue(value) ? value : undefined,
    text: value === undefined || typeof value === 'object' ? undefined : String(value),
    place: { span: config.place.span, editable: undefined },
    writtenIn: { path, span, insertion },
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
