import type { MapUse } from '../../device-map/map-use.ts';
import type { ModelConfig } from '../../model/model-config.ts';
import type { ModelResolution } from '../../models/resolution.ts';
import type { Span } from '../../text/span.ts';

/** A device map of a document, with the model that it is for. */
export interface AnalysedMap {
  readonly use: MapUse;
  readonly path: string;
  readonly resolution: ModelResolution;
  /** Undefined where the model is not found. */
  readonly model: ModelConfig | undefined;
  /** GPUs that the document, or the settings, say there are. */
  readonly gpus: { readonly count: number; readonly span: Span | undefined } | undefined;
}
