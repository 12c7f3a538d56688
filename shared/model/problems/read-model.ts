import type { DecoderSection } from '../decoder/decoder-section.ts';
import type { Fact } from '../fact.ts';
import type { ParsedJson } from '../json/parse-json.ts';
import type { DecoderShape, TowerShape } from '../model-config.ts';
import type { Quantization } from '../quantization.ts';
import type { Section } from '../section.ts';

/** A model's files, read: what their sanity is judged by. */
export interface ReadModel {
  readonly root: Section;
  readonly decoderSection: DecoderSection;
  readonly decoder: DecoderShape;
  readonly vision: TowerShape | undefined;
  readonly audio: TowerShape | undefined;
  readonly quantization: Quantization | undefined;
  readonly parsed: ParsedJson;
}

/** The fact, if the file says it literally: what was derived is not the file's mistake. */
export function literal<T>(fact: Fact<T> | undefined): Fact<T> | undefined {
  return fact?.derived === undefined ? fact : undefined;
}

/** The last part of a key path, as the person sees it in the file. */
export function shortKey(fact: Fact<unknown>): string {
  return fact.key.slice(fact.key.lastIndexOf('.') + 1);
}
