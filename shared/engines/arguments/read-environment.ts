import type { Word } from '../../documents/command.ts';
import type { OptionValue } from '../engine.ts';
import { acceptValue } from './accept-value.ts';
import type { OptionSpec } from './grammar.ts';
import type { Reading } from './reading.ts';
import { type Value, wholeValue } from './words.ts';

/** Options that are not written, from the variables that stand for them. */
export function readEnvironment(reading: Reading, environment: ReadonlyMap<string, Word>): void {
  for (const [variable, word] of environment) {
    const spec = reading.grammar.variables.get(variable);
    if (spec === undefined || reading.options.has(spec.canonicalName)) continue;
    const name = spec.canonicalName;
    const value = wholeValue(word);
    const { text, place } = value;
    reading.options.set(name, { name, flag: variable, flagPlace: place, value: readVariable(reading, spec, variable, value), text, place });
  }
}

/** A switch is on or off by the word in its variable. */
function readVariable(reading: Reading, spec: OptionSpec, variable: string, value: Value): OptionValue | undefined {
  if (spec.takes !== 'none') return acceptValue(reading, spec, variable, value);
  const isTruth = value.text === 'true' || value.text === 'false';
  return isTruth ? value.text === 'true' : undefined;
}
