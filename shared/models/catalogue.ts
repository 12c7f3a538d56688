import type { ModelConfig } from '../model/model-config.ts';
import { readModelConfig } from '../model/read-model-config.ts';
import { boundedCache } from './bounded-cache.ts';
import { catalogueIds, catalogueText, inCatalogue, sourceOf, textsBeside } from './catalogue-rows.ts';

/** A model of the catalogue: its facts, and where they were published. */
export interface CatalogueModel {
  readonly id: string;
  readonly config: ModelConfig;
  readonly source: string;
}

const read = boundedCache<string, CatalogueModel>(64);

/** Facts of a well-known model by its name on the hub, exactly as written or else in any case; undefined: not known here. */
export function modelOfCatalogue(name: string): CatalogueModel | undefined {
  const id = idOf(name);
  if (id === undefined) return undefined;
  const known = read.get(id);
  if (known) return known;
  const config = readModelConfig(`catalogue:${id}`, catalogueText(id), textsBeside(id));
  const model = config && { id, config, source: sourceOf(id) };
  if (model) read.set(id, model);
  return model;
}

let idsByLowerCase: ReadonlyMap<string, string> | undefined;

function idOf(name: string): string | undefined {
  if (inCatalogue(name)) return name;
  idsByLowerCase ??= new Map(catalogueIds().map((id) => [id.toLowerCase(), id]));
  return idsByLowerCase.get(name.toLowerCase());
}
