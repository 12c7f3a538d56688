import type { ModelConfig } from '../model/model-config.ts';
import type { Layout } from './layouts/layout.ts';
import { layouts } from './module-layouts.ts';

/** Names of the modules that a device map places, as the live model in Transformers has them. */
export interface ModuleNames {
  /** What comes before the layers and lies with the embedding: the embedding first, then positions, and norms behind it. */
  readonly embedding: readonly string[];
  /** The list of layers; a layer is `NAME.0`. */
  readonly layers: string;
  /** What follows the layers, before the head: the final norm, projections out. */
  readonly norm: readonly string[];
  readonly head: string;
  /** Rotary embedding at the model's level: it has no weights, so that the check for missing parameters passes it over. */
  readonly rotary: readonly string[];
  /** Vision and audio towers, with what joins them to the decoder. */
  readonly towers: readonly string[];
  /** Those that only some sizes or releases have: never missing. */
  readonly optional: readonly string[];
  /** Which releases of Transformers call them so; undefined: all that have the class. */
  readonly releases: string | undefined;
  /** The file of Transformers, or of the model's own code, that it was read in. */
  readonly source: string;
}

/**
 * The names of a model's modules, newest release of Transformers first: they changed for models with a tower (4.52). Empty for a class
 * whose modules are not known.
 */
export function moduleNamesOf(model: ModelConfig): readonly ModuleNames[] {
  const type = model.decoder.modelType?.value;
  return layoutsOf(model)
    .filter(({ decoders }) => type === undefined || decoders === undefined || decoders.has(type))
    .map(namesOf);
}

/** The same, with those of the class's other decoders: guides place the modules of all of them. */
export function allModuleNamesOf(model: ModelConfig): readonly ModuleNames[] {
  return layoutsOf(model).map(namesOf);
}

function layoutsOf({ architectures }: ModelConfig): readonly Layout[] {
  const architecture = architectures[0]?.value;
  return (architecture === undefined ? undefined : layouts[architecture]) ?? [];
}

function namesOf({
  root,
  embedding,
  layers = 'layers',
  norm,
  head = 'lm_head',
  rotary,
  towers = [],
  optional = [],
  releases,
  source,
}: Layout): ModuleNames {
  const inside = (name: string): string => (root === '' ? name : `${root}.${name}`);
  return {
    embedding: embedding.map(inside),
    layers: inside(layers),
    norm: norm.map(inside),
    head,
    rotary: (rotary ?? []).map(inside),
    towers,
    optional: optional.map(inside),
    releases,
    source,
  };
}
