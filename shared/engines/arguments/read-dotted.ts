import { placeOf } from '../../documents/command.ts';
import { isRecord } from '../../text/is-record.ts';
import { refuseMissing, type Written } from './read-values.ts';
import type { Dotted, Reading } from './reading.ts';
import { readDottedValue } from './value-kinds.ts';
import { type Value, wholeValue } from './words.ts';

/** One part of a JSON value, with the word that follows or what stands behind its `=`. */
export function readDotted(reading: Reading, option: Written, attached: Value | undefined): void {
  const next = attached === undefined ? reading.words[reading.at] : undefined;
  const value = attached ?? (next === undefined ? undefined : wholeValue(next));
  if (next !== undefined) reading.at += 1;
  if (value === undefined) {
    refuseMissing(reading, option);
    return;
  }
  const { word, written, spec } = option;
  const dotted = reading.dotted.get(spec.name) ?? { spec, word, written, place: value.place, object: emptyObject(), known: true };
  reading.dotted.set(spec.name, dotted);
  const path = written.split('.').slice(1);
  if (value.text === undefined || path.length > longestPath) dotted.known = false;
  else setPath(dotted.object, path, value.text);
}

/** Each part is a level of the object, and writing it as text calls itself for each level. */
const longestPath = 100;

/** The keys are the user's: `__proto__` is one as any other. */
function emptyObject(): Record<string, unknown> {
  return Object.create(null);
}

/** The parts together replace a whole value written elsewhere: the parser adds them last. */
export function readDottedWhole({ options }: Reading, { spec, word, written, place, object, known }: Dotted): void {
  const name = spec.canonicalName;
  const flag = written.slice(0, written.indexOf('.'));
  const text = known ? JSON.stringify(object) : undefined;
  options.set(name, { name, flag, flagPlace: placeOf(word, 0, written.length), value: known ? object : undefined, text, place });
}

/** `key+` adds to a list; a list given twice grows; any other key is replaced. */
function setPath(object: Record<string, unknown>, path: readonly string[], text: string): void {
  const last = path.at(-1) ?? '';
  const adds = last.endsWith('+');
  const key = adds ? last.slice(0, -1) : last;
  let target = object;
  for (const part of path.slice(0, -1)) {
    const inner = target[part];
    const next = Object.assign(emptyObject(), isRecord(inner) ? inner : undefined);
    target[part] = next;
    target = next;
  }
  const value: unknown = adds ? text.split(',') : readDottedValue(text);
  const before = target[key];
  target[key] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}
