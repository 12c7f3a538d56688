import type { Command } from '../../documents/command.ts';
import { placeOf } from '../../documents/command.ts';
import type { Keyword, Keywords } from '../../documents/keywords.ts';
import { type Grammar, grammarOf, type OptionSpec } from '../arguments/grammar.ts';
import type { EngineVersion, Launch, ModelReference, Option, OptionValue } from '../engine.ts';
import { type Call, isComplete, isDoubtful, namedKeywords } from './calls.ts';
import type { LaunchSyntax } from './launch-syntax.ts';
import { visibleGpus } from './visible-gpus.ts';

/** The launch that keywords make: `LLM(model='…', tensor_parallel_size=4)`, a mapping of the engine's options in YAML. */
export function launchOfCall(syntax: LaunchSyntax, command: Command, keywords: Keywords, call: Call, version: EngineVersion): Launch {
  const { entryPoint } = call;
  const options = optionsOfCall(call, keywords, grammarOf(syntax.dialect, entryPoint.sets, version));
  return {
    engine: syntax.engine,
    version,
    entryPoint: entryPoint.name,
    model: modelOfOptions(options),
    options,
    problems: [],
    complete: isComplete(call, keywords),
    command,
    gpus: syntax.gpusOf === undefined ? visibleGpus(command, options) : syntax.gpusOf(command, options),
  };
}

/** The last one of a name wins; None is what an option has that is not written. */
export function optionsOfCall(call: Call, keywords: Keywords, grammar: Grammar): ReadonlyMap<string, Option> {
  const options = new Map<string, Option>();
  for (const [name, keyword] of namedKeywords(call, keywords)) {
    const spec = specOf(name, grammar);
    const canonicalName = spec?.canonicalName ?? camelCase(name);
    if (keyword.value === null) options.delete(canonicalName);
    else options.set(canonicalName, optionOf(canonicalName, name, keyword, spec));
  }
  return isDoubtful(call, keywords) ? withoutSizes(options) : options;
}

function withoutSizes(options: ReadonlyMap<string, Option>): ReadonlyMap<string, Option> {
  return new Map([...options].map(([name, option]) => [name, typeof option.value === 'number' ? { ...option, value: undefined } : option]));
}

function specOf(name: string, { flags }: Grammar): OptionSpec | undefined {
  return flags.get(`--${name.replaceAll('_', '-')}`) ?? flags.get(`--${name}`);
}

function optionOf(
  name: string,
  written: string,
  { name: keywordName, field, nameSpan, value, word }: Keyword,
  spec: OptionSpec | undefined,
): Option {
  return {
    name,
    flag: keywordName ?? written,
    ...(field === undefined ? {} : { field }),
    flagPlace: { span: nameSpan, editable: nameSpan },
    value: value === null || !fits(value, spec) ? undefined : value,
    text: word.text,
    place: placeOf(word),
  };
}

/** A number in quotes, or a text where a number belongs, is another mistake than the rules are about. */
function fits(value: OptionValue | undefined, spec: OptionSpec | undefined): boolean {
  const isNumber = spec?.forms.every(({ kind }) => /^(optional )?(int|float)$/.test(kind)) === true;
  return !isNumber || typeof value === 'number';
}

/** The model, where the option of that name gives it. */
export function modelOfOptions(options: ReadonlyMap<string, Option>): ModelReference | undefined {
  const model = options.get('model');
  if (model === undefined) return undefined;
  const text = typeof model.value === 'string' ? model.value : undefined;
  return { source: text ?? model.text ?? '', text, place: model.place };
}

function camelCase(name: string): string {
  return name.replace(/[-_]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
