import { type Span, span } from '../text/span.ts';
import type { Fact } from './fact.ts';
import { type JsonArray, type JsonMember, type JsonNode, type JsonObject, objectOf, textsOf } from './json/json-node.ts';

/** One JSON object of a model's files, read by key. */
export interface Section {
  /** The file. */
  readonly path: string;
  /** Dotted path of the object in the file; '' for the top level. */
  readonly prefix: string;
  readonly object: JsonObject;
}

/** The object under a key as a section; undefined where there is none. */
export function sectionIn(section: Section, key: string): Section | undefined {
  const object = objectOf(section.object, key);
  return object && { path: section.path, prefix: keyPath(section, key), object };
}

/** A whole number from `least` up under the first key that has one. */
export function countIn(section: Section, keys: readonly string[], least = 1): Fact<number> | undefined {
  for (const key of keys) {
    const member = section.object.members.get(key);
    if (member !== undefined && isCount(member.value, least)) return factOf(section, member, member.value.value);
  }
  return undefined;
}

/** Any finite number under a key. */
export function numberIn(section: Section, key: string): Fact<number> | undefined {
  const member = section.object.members.get(key);
  if (member?.value.kind !== 'number' || !Number.isFinite(member.value.value)) return undefined;
  return factOf(section, member, member.value.value);
}

/** A text under the first key that has one. */
export function textIn(section: Section, ...keys: readonly string[]): Fact<string> | undefined {
  for (const key of keys) {
    const member = section.object.members.get(key);
    if (member?.value.kind === 'string') return factOf(section, member, member.value.value);
  }
  return undefined;
}

/** True or false under the first key that has one of them. */
export function booleanIn(section: Section, ...keys: readonly string[]): Fact<boolean> | undefined {
  for (const key of keys) {
    const member = section.object.members.get(key);
    if (member?.value.kind === 'boolean') return factOf(section, member, member.value.value);
  }
  return undefined;
}

/** The whole numbers of a list under the first key that has a list of nothing else. */
export function countsIn(section: Section, keys: readonly string[], least = 1): Fact<readonly number[]> | undefined {
  for (const key of keys) {
    const member = section.object.members.get(key);
    if (member?.value.kind !== 'array' || member.value.items.length === 0) continue;
    const numbers: number[] = [];
    for (const item of member.value.items) if (isCount(item, least)) numbers.push(item.value);
    if (numbers.length === member.value.items.length) return factOf(section, member, numbers);
  }
  return undefined;
}

/** The strings of a list. */
export function textsIn(section: Section, key: string): Fact<readonly string[]> | undefined {
  const member = section.object.members.get(key);
  return member?.value.kind === 'array' ? factOf(section, member, textsOf(member.value)) : undefined;
}

/** The strings of a list that may be thousands long, read when they are asked for. */
export function lazyTextsIn(section: Section, key: string): Fact<readonly string[]> | undefined {
  const member = section.object.members.get(key);
  if (member?.value.kind !== 'array') return undefined;
  return new LazyTexts(section, key, member.value);
}

class LazyTexts implements Fact<readonly string[]> {
  readonly path: string;
  readonly span: Span;
  readonly key: string;
  private texts: readonly string[] | undefined;

  constructor(
    section: Section,
    key: string,
    private readonly array: JsonArray,
  ) {
    this.path = section.path;
    this.span = span(array.start, array.end);
    this.key = keyPath(section, key);
  }

  get value(): readonly string[] {
    this.texts ??= textsOf(this.array);
    return this.texts;
  }
}

/** True where the key stands there, even with null. */
export function isWritten(section: Section, key: string): boolean {
  return section.object.members.has(key);
}

/** A value that follows from another; `name` is that of the field that would say it, where that is not the other's. */
export function derive<T>(from: Fact<unknown>, value: T, derived: string, name?: string): Fact<T> {
  const { path, span: place, key } = from;
  return { value, path, span: place, key, derived, ...(name === undefined ? {} : { name }) };
}

/** A value that follows from the model's type; its place is the section's opening bracket where nothing better is known. */
export function deriveFromSection<T>(section: Section, value: T, derived: string, name?: string): Fact<T> {
  const own = { derived, ...(name === undefined ? {} : { name }) };
  const member = section.object.members.get('model_type') ?? section.object.members.get('architectures');
  if (member !== undefined) return { ...factOf(section, member, value), ...own };
  const { start } = section.object;
  return { value, path: section.path, span: span(start, start + 1), key: section.prefix, ...own };
}

function factOf<T>(section: Section, member: JsonMember, value: T): Fact<T> {
  return { value, path: section.path, span: span(member.value.start, member.value.end), key: keyPath(section, member.key) };
}

/** The key with the sections around it: `text_config.hidden_size`. */
export function keyPath(section: Section, key: string): string {
  return section.prefix === '' ? key : `${section.prefix}.${key}`;
}

function isCount(node: JsonNode, least: number): node is JsonNode & { readonly kind: 'number'; readonly value: number } {
  return node.kind === 'number' && node.integer && node.value >= least && Number.isSafeInteger(node.value);
}
