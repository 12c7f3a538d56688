import { t } from '../../text/localize.ts';
import { isBracketed } from '../../text/placeholder.ts';
import type { LaunchProblem, OptionValue } from '../engine.ts';
import type { OptionForm, OptionSpec } from './grammar.ts';
import type { Reading } from './reading.ts';
import { type ReadValue, readValue, shown, type ValueKind } from './value-kinds.ts';
import type { Value } from './words.ts';

/** The value by the newest form that takes it; a problem where no form does. */
export function acceptValue(reading: Reading, spec: OptionSpec, written: string, { text, place }: Value): OptionValue | undefined {
  if (text === undefined) return undefined;
  let refused: ((flag: string, engine: string) => string) | undefined;
  for (const form of spec.forms.toReversed()) {
    const read = readForm(form, text);
    if ('value' in read) return read.value;
    refused ??= read.refused;
  }
  const certain = reading.grammar.certain || isNumber(spec);
  const why = refused;
  if (why !== undefined && certain && !isBracketed(text)) {
    reading.problems.push({
      rule: 'option-value',
      severity: isOfAnother(spec, text, reading) ? 'warning' : 'error',
      span: place.span,
      message: () => why(written, reading.grammar.dialect.title),
      ...spelling(spec, text, place),
    });
  }
  return undefined;
}

/** Where no version is told, a value that another version takes may be meant for that one. */
function isOfAnother({ everyForm }: OptionSpec, text: string, { version }: Reading): boolean {
  return version.source === 'assumed' && everyForm.some((form) => 'value' in readForm(form, text));
}

/** True if some form of the option takes the word. */
export function accepts(spec: OptionSpec, text: string): boolean {
  return spec.forms.some((form) => 'value' in readForm(form, text));
}

function isNumber(spec: OptionSpec): boolean {
  return spec.forms.every(({ kind }) => kind === 'int');
}

function readForm({ kind, choices }: OptionForm, text: string): ReadValue {
  const read = readValue(kind, text);
  if ('refused' in read || choices === undefined || choices.has(String(read.value ?? 'None'))) return read;
  return { refused: (flag) => t('{0} does not take {1}; it takes {2}', flag, shown(text), sorted(choices, kind).join(', ')) };
}

function sorted(choices: ReadonlySet<string>, kind: ValueKind): readonly string[] {
  return kind.includes('int') ? [...choices].sort((a, b) => Number(a) - Number(b)) : [...choices];
}

/** Other names of the data types that the parser takes. */
const spellings: ReadonlyMap<string, string> = new Map([
  ['fp16', 'float16'],
  ['bf16', 'bfloat16'],
  ['fp32', 'float32'],
]);

function spelling(spec: OptionSpec, text: string, place: Value['place']): Pick<LaunchProblem, 'replacement'> {
  const newText = spec.name === 'dtype' ? spellings.get(text.toLowerCase()) : undefined;
  if (newText === undefined || place.editable === undefined || !accepts(spec, newText)) return {};
  return { replacement: { title: () => t('Change to {0}', newText), span: place.editable, newText } };
}
