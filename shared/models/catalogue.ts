import catalogJson from '../catalog/catalog.json' with { type: 'json' };
import type { ModelConfig } from '../model/model-config.ts';
import { readModelConfig } from '../model/read-model-config.ts';
import { boundedCache } from './bounded-cache.ts';

/** A model of the catalogue: its facts, and where they were published. */
export interface CatalogueModel {
  readonly id: string;
  readonly config: ModelConfig;
  readonly source: string;
}

/** A row as the generator writes it: `of` names the row whose keys it shares, `config` holds what is its own (null: taken away). */
interface CatalogueRow {
  readonly of?: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly source: string;
}

// The generator has validated the file, and a test does again.
const rows = catalogJson as unknown as Readonly<Record<string, CatalogueRow>>;

const read = boundedCache<string, CatalogueModel>(64);

/** Facts of a well-known model by its name on the hub, exactly as written or else in any case; undefined: not known here. */
export function modelOfCatalogue(name: string): CatalogueModel | undefined {
  const id = catalogueId(name);
  if (id === undefined) return undefined;
  const known = read.get(id);
  if (known) return known;
  const config = readModelConfig(`catalogue:${id}`, catalogueText(id), new Map());
  const model = config && { id, config, source: rows[id]?.source ?? '' };
  if (model) read.set(id, model);
  return model;
}

/** Names of all models, in the file's order. */
export function catalogueIds(): readonly string[] {
  return Object.keys(rows);
}

/** What the catalogue knows, written as a config.json; the spans of its facts are places in this text. */
export function catalogueText(id: string): string {
  return JSON.stringify(wholeConfig(id), undefined, 2);
}

let idsByLowerCase: ReadonlyMap<string, string> | undefined;

function catalogueId(name: string): string | undefined {
  if (Object.hasOwn(rows, name)) return name;
  idsByLowerCase ??= new Map(Object.keys(rows).map((id) => [id.toLowerCase(), id]));
  return idsByLowerCase.get(name.toLowerCase());
}

function wholeConfig(id: string): Readonly<Record<string, unknown>> {
  const row = rows[id];
  if (!row) return {};
  const merged = { ...(row.of === undefined ? {} : wholeConfig(row.of)), ...row.config };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
