import type { DecoderSection } from '../decoder/decoder-section.ts';
import type { ParsedJson } from '../json/parse-json.ts';
import type { DecoderShape } from '../model-config.ts';
import type { ModelProblem } from '../model-problem.ts';
import type { Quantization } from '../quantization.ts';
import type { Section } from '../section.ts';

/** A model's files, read: what its own sanity is judged by. */
export interface ReadModel {
  readonly root: Section;
  readonly decoderSection: DecoderSection;
  readonly decoder: DecoderShape;
  readonly quantization: Quantization | undefined;
  readonly parsed: ParsedJson;
}

/** What is wrong in the model's own files, whatever engine runs it; in the order of the file. */
export function findProblems(_model: ReadModel): readonly ModelProblem[] {
  return [];
}
