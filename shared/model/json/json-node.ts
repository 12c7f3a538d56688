/**
 * A JSON value with the place where it stands. Objects keep the last of two equal keys, as Python's `json` does. Nodes are
 * built for reading by key: they know nothing of comments, commas or formatting.
 */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull;

interface Place {
  /** Offset of the first character of the value. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
}

export interface JsonObject extends Place {
  readonly kind: 'object';
  readonly members: ReadonlyMap<string, JsonMember>;
}

export interface JsonMember {
  readonly key: string;
  /** The key with its quotes. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

export interface JsonArray extends Place {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

interface JsonString extends Place {
  readonly kind: 'string';
  readonly value: string;
}

interface JsonNumber extends Place {
  readonly kind: 'number';
  /** NaN and the infinities as Python writes them are numbers too. */
  readonly value: number;
  /** Written without fraction and exponent: Python reads an int, not a float. */
  readonly integer: boolean;
}

interface JsonBoolean extends Place {
  readonly kind: 'boolean';
  readonly value: boolean;
}

interface JsonNull extends Place {
  readonly kind: 'null';
}

/** The value of a key; undefined where the object does not have it. */
export function memberOf(object: JsonObject, key: string): JsonNode | undefined {
  return object.members.get(key)?.value;
}

/** The object under a key; undefined for anything else. */
export function objectOf(object: JsonObject, key: string): JsonObject | undefined {
  const value = memberOf(object, key);
  return value?.kind === 'object' ? value : undefined;
}

/** The array under a key; undefined for anything else. */
export function arrayOf(object: JsonObject, key: string): JsonArray | undefined {
  const value = memberOf(object, key);
  return value?.kind === 'array' ? value : undefined;
}

/** The strings of an array, what else is in it left out. */
export function textsOf(array: JsonArray): readonly string[] {
  const texts: string[] = [];
  for (const item of array.items) if (item.kind === 'string') texts.push(item.value);
  return texts;
}
