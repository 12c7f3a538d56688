/** A config as a row writes it, from its name to its last brace, what it was parsed to, and that as text. */
interface Repeated {
  readonly member: string;
  readonly config: object;
  readonly text: string;
}

/** As many as the models that rows are about by turns. */
const repeated: (Repeated | undefined)[] = [undefined, undefined, undefined, undefined];
let next = 0;

/**
 * Parses a line as `JSON.parse` does, and throws as it does. A config that is known to come again is parsed once: rows about one model
 * then share one object.
 */
export function parseLine(line: string): unknown {
  const at = line.indexOf(memberName);
  const found =
    at < 0 ? undefined : repeated.find((known) => known !== undefined && line.slice(at, at + known.member.length) === known.member);
  const rest = found && withoutMember(line, at, found.member.length);
  return rest === undefined ? JSON.parse(line) : { ...rest, config: found?.config };
}

/** The text of a config, which is made once of one that comes again. */
export function textOfConfig(config: object): string {
  for (const known of repeated) if (known?.config === config) return known.text;
  return JSON.stringify(config);
}

/** Keeps the config of a parsed line for lines to come. */
export function rememberConfig(line: string, config: object, text: string): void {
  if (repeated.some((known) => known?.config === config)) return;
  const at = line.indexOf(memberName);
  const end = at < 0 ? undefined : endOfObject(line, line.indexOf('{', at));
  if (end === undefined || withoutMember(line, at, end - at) === undefined) return;
  repeated[next] = { member: line.slice(at, end), config, text };
  next = (next + 1) % repeated.length;
}

const memberName = '"config":';

/** Stands where a config was; no row says it. */
const standIn = '\u0000config of another row';
const standInMember = `${memberName}${JSON.stringify(standIn)}`;

/** The line without what stands at the place; undefined if that is not the row's own config, but part of something else. */
function withoutMember(line: string, at: number, length: number): object | undefined {
  try {
    const rest: unknown = JSON.parse(line.slice(0, at) + standInMember + line.slice(at + length));
    const isConfig = typeof rest === 'object' && rest !== null && 'config' in rest && rest.config === standIn;
    return isConfig ? rest : undefined;
  } catch {
    return undefined;
  }
}

/** Where the object ends that starts at a brace of valid JSON. */
function endOfObject(line: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at >= 0 && at < line.length; at++) {
    const character = line[at];
    if (character === '"') at = endOfString(line, at);
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The quote that ends the string which starts at a quote. */
function endOfString(line: string, start: number): number {
  let at = start + 1;
  while (at < line.length && line[at] !== '"') at += line[at] === '\\' ? 2 : 1;
  return at;
}
