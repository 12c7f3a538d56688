import catalogJson from '../catalog/catalog.json' with { type: 'json' };
import type { Catalog } from '../catalog/catalog-schema.ts';
import type { ModelConfig } from '../model/model-config.ts';
import { readModelConfig } from '../model/read-model-config.ts';
import { boundedCache } from './bounded-cache.ts';

/** A model of the catalogue: its facts, and where they were published. */
export interface CatalogueModel {
  readonly id: string;
  readonly config: ModelConfig;
  readonly source: string;
}

// The generator has validated the file, and a test does again.
const { origins, sources, quantizations, models } = catalogJson as unknown as Catalog;

const read = boundedCache<string, CatalogueModel>(64);

/** Facts of a well-known model by its name on the hub, exactly as written or else in any case; undefined: not known here. */
export function modelOfCatalogue(name: string): CatalogueModel | undefined {
  const id = catalogueId(name);
  if (id === undefined) return undefined;
  const known = read.get(id);
  if (known) return known;
  const config = readModelConfig(`catalogue:${id}`, catalogueText(id), textsBeside(id));
  const model = config && { id, config, source: sourceOf(id) };
  if (model) read.set(id, model);
  return model;
}

let ids: readonly string[] | undefined;

/** Names of all models, in the file's order. */
export function catalogueIds(): readonly string[] {
  ids ??= Object.keys(models);
  return ids;
}

/** What the catalogue knows, written as a config.json; the spans of its facts are places in this text. */
export function catalogueText(id: string): string {
  return JSON.stringify(wholeConfig(id), undefined, 2);
}

let idsByLowerCase: ReadonlyMap<string, string> | undefined;

function catalogueId(name: string): string | undefined {
  if (Object.hasOwn(models, name)) return name;
  idsByLowerCase ??= new Map(catalogueIds().map((id) => [id.toLowerCase(), id]));
  return idsByLowerCase.get(name.toLowerCase());
}

function textsBeside(id: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(models[id]?.beside ?? {}).map(([name, content]) => [name, JSON.stringify(content, undefined, 2)]));
}

/** A row's own keys over its base's. */
function wholeConfig(id: string): Section {
  const row = models[id];
  if (!row) return {};
  const quantization = typeof row.quantization === 'number' ? quantizations[row.quantization] : row.quantization;
  const own = { ...row.config, ...(quantization !== undefined && { quantization_config: quantization }) };
  return row.base === undefined ? own : overlaid(wholeConfig(catalogueIds()[row.base] ?? ''), own);
}

type Section = Readonly<Record<string, unknown>>;

/** Null takes a key away; sections are overlaid key by key, quantization is replaced. */
function overlaid(base: Section, own: Section): Section {
  const keys = Object.entries({ ...base, ...own }).filter(([, value]) => value !== null);
  return Object.fromEntries(
    keys.map(([key, value]) => [key, isSection(base[key]) && isSection(value) ? sectionOf(key, base[key], value) : value]),
  );
}

function sectionOf(key: string, base: Section, own: Section): Section {
  return key === 'quantization_config' ? own : overlaid(base, own);
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The address of the file or thread that published the row's facts. */
function sourceOf(id: string): string {
  const [origin, path] = sources[models[id]?.source ?? -1] ?? [-1, ''];
  return `${origins[origin] ?? ''}${path}`;
}
