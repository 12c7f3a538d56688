import catalogJson from '../catalog/catalog.json' with { type: 'json' };
import type { Catalog } from '../catalog/catalog-schema.ts';

// The generator has validated the file, and a test does again.
const { origins, sources, quantizations, models } = catalogJson as unknown as Catalog;

let ids: readonly string[] | undefined;

/** Names of all models of the catalogue, sorted. */
export function catalogueIds(): readonly string[] {
  ids ??= Object.keys(models);
  return ids;
}

/** True for the exact name of a model on the hub. */
export function inCatalogue(id: string): boolean {
  return Object.hasOwn(models, id);
}

/** What the catalogue knows of a model, written as a config.json; the spans of its facts are places in this text. */
export function catalogueText(id: string): string {
  return JSON.stringify(wholeConfig(id), undefined, 2);
}

/** Files that lie beside the config.json, by name. */
export function textsBeside(id: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(models[id]?.beside ?? {}).map(([name, content]) => [name, JSON.stringify(content, undefined, 2)]));
}

/** The address of the file or thread that published the facts. */
export function sourceOf(id: string): string {
  const [origin, path] = sources[models[id]?.source ?? -1] ?? [-1, ''];
  return `${origins[origin] ?? ''}${path}`;
}

type Section = Readonly<Record<string, unknown>>;

/** A row's own keys over its base's. */
function wholeConfig(id: string): Section {
  const row = models[id];
  if (!row) return {};
  const quantization = typeof row.quantization === 'number' ? quantizations[row.quantization] : row.quantization;
  const own = { ...row.config, ...(quantization !== undefined && { quantization_config: quantization }) };
  return row.base === undefined ? own : overlaid(wholeConfig(catalogueIds()[row.base] ?? ''), own);
}

/** Null takes a key away; sections are overlaid key by key, quantization is replaced. */
function overlaid(base: Section, own: Section): Section {
  const kept = Object.entries({ ...base, ...own }).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'quantization_config' ? value : overlaidValue(base[key], value)]));
}

function overlaidValue(base: unknown, own: unknown): unknown {
  return isSection(base) && isSection(own) ? overlaid(base, own) : own;
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
