import type { ModelConfig } from '../../../../model/model-config.ts';
import type { Quantization } from '../../../../model/quantization.ts';
import { type LinearLayer, linearLayers } from '../../../demands/layers.ts';
import { quantizedLayers } from '../../../demands/quantized-layers.ts';
import type { Launch, Layout } from '../../../engine.ts';
import type { Hardware } from '../../../hardware.ts';
import { ranksOfModule } from '../../ranks.ts';

/** A quantized checkpoint and how it is run. */
export interface Place {
  readonly launch: Launch;
  readonly model: ModelConfig;
  readonly quantization: Quantization;
  /** `--quantization` in lower case; undefined: not written. */
  readonly asked: string | undefined;
  readonly hardware: Hardware;
}

/** A quantized linear layer, and the ranks it is split over. */
export interface PlacedLayer {
  readonly layer: LinearLayer;
  readonly ranksOf: (layout: Layout) => number | undefined;
}

/** The quantized linear layers of the decoder, each with the ranks that it is split over. */
export function placedLayers({ launch, model, quantization }: Place): readonly PlacedLayer[] {
  const ranksOf = ranksOfModule(launch, model.decoder.experts !== undefined);
  return quantizedLayers(model, quantization, linearLayers(model)).map((layer) => ({ layer, ranksOf: ranksOf(layer.modules[0]) }));
}
