import { isRecord } from '../../shared/text/is-record.ts';
import { t } from '../../shared/text/localize.ts';
import { parseLine, textOfConfig } from './parse-line.ts';

/** A question to `shardlint batch`. */
export interface Row {
  readonly id: unknown;
  /** One shell command. */
  readonly launch: string;
  /** Text of the config.json of whatever model the launch names. */
  readonly config: GivenConfig | undefined;
  /** A virtual folder, path → text, against which paths in the launch resolve. */
  readonly files: ReadonlyMap<string, string> | undefined;
  readonly engineVersion: string | undefined;
  readonly gpu: string | undefined;
}

export interface GivenConfig {
  readonly text: string;
  /** What the text says; undefined where the row has the text alone. */
  readonly value: object | undefined;
  /** The row that says it. */
  readonly line: string;
}

export interface BadRow {
  readonly id: unknown;
  readonly error: string;
}

/** Reads a line of input; never throws. */
export function readRow(line: string): Row | BadRow {
  const value = parse(line);
  if (value instanceof Error) return { id: null, error: value.message };
  if (!isRecord(value)) return { id: null, error: t('a row must be a JSON object') };
  try {
    return rowOf(value, line);
  } catch {
    return { id: value.id ?? null, error: t('config or files are nested too deeply') };
  }
}

function rowOf({ id = null, launch, config, files, engineVersion, gpu }: Record<string, unknown>, line: string): Row | BadRow {
  if (typeof launch !== 'string') return { id, error: t('launch must be a text: one shell command') };
  if (!isContent(config) && isGiven(config)) return { id, error: t('config must be an object or its text') };
  if (isGiven(files) && !isRecord(files)) return { id, error: t('files must be an object: path → content') };
  const wrong = Object.entries(files ?? {}).find(([, content]) => !isContent(content));
  if (wrong) return { id, error: t('files: {0} must be an object or its text', wrong[0]) };
  if (isGiven(engineVersion) && typeof engineVersion !== 'string') return { id, error: t('engineVersion must be a text') };
  if (isGiven(gpu) && typeof gpu !== 'string') return { id, error: t('gpu must be a text') };
  return {
    id,
    launch,
    config: isGiven(config) ? configOf(config, line) : undefined,
    files: isGiven(files) ? new Map(Object.entries(files).map(([path, content]) => [path, textOf(content)])) : undefined,
    engineVersion: engineVersion ?? undefined,
    gpu: gpu ?? undefined,
  };
}

function parse(line: string): unknown {
  try {
    return parseLine(line);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isGiven<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}

function isContent(value: unknown): value is string | Record<string, unknown> {
  return typeof value === 'string' || isRecord(value);
}

function configOf(content: string | Record<string, unknown>, line: string): GivenConfig {
  return typeof content === 'string' ? { text: content, value: undefined, line } : { text: textOfConfig(content), value: content, line };
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}
