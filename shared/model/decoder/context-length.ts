import type { Fact } from '../fact.ts';
import { countIn, derive, numberIn, type Section, sectionIn, textIn } from '../section.ts';

/** Keys that engines take the context length from (vLLM model_arch_config_convertor.py, derive_max_model_len_and_key). */
export const positionKeys: readonly string[] = [
  'max_position_embeddings',
  'n_positions',
  'max_seq_len',
  'seq_length',
  'model_max_length',
  'max_target_positions',
  'max_sequence_length',
  'max_seq_length',
  'seq_len',
];

/** Kinds of rope scaling whose positions are already those that the file counts. */
const alreadyScaled: ReadonlySet<string> = new Set(['su', 'longrope', 'llama3', 'default', 'mrope']);

/**
 * The longest context, in tokens, that any reading of the file allows: the largest of its keys, times a rope factor where one is
 * written. Engines take the smallest of several and cap it by the tokenizer, so the true limit may be lower, never higher.
 */
export function readContextLimit(section: Section, root: Section): Fact<number> | undefined {
  const places = section.object === root.object ? [section] : [section, root];
  const largest = largestOf(places);
  if (largest === undefined) return undefined;
  let limit = largest.value;
  for (const place of places) for (const length of scaledLengths(place, largest.value)) limit = Math.max(limit, length);
  return limit === largest.value ? largest : derive(largest, limit, 'with rope scaling');
}

function largestOf(places: readonly Section[]): Fact<number> | undefined {
  let largest: Fact<number> | undefined;
  for (const place of places) {
    for (const key of positionKeys) {
      const fact = countIn(place, [key]);
      if (fact !== undefined && (largest === undefined || fact.value > largest.value)) largest = fact;
    }
  }
  return largest;
}

function scaledLengths(section: Section, positions: number): readonly number[] {
  return ropeKeys.flatMap((key) => {
    const rope = sectionIn(section, key);
    return rope === undefined ? [] : [rope, ...nested(rope)].map((inner) => scaledLength(inner, positions));
  });
}

const ropeKeys = ['rope_scaling', 'rope_parameters'] as const;

/** `rope_parameters` may hold one object for each kind of layer. */
function nested(rope: Section): readonly Section[] {
  return [...rope.object.members.keys()].map((key) => sectionIn(rope, key)).filter((inner) => inner !== undefined);
}

function scaledLength(rope: Section, positions: number): number {
  const factor = numberIn(rope, 'factor')?.value;
  if (factor === undefined || alreadyScaled.has(textIn(rope, 'rope_type', 'type')?.value ?? '')) return positions;
  const original = countIn(rope, ['original_max_position_embeddings'])?.value ?? positions;
  return Math.max(positions, original, positions * factor, original * factor);
}
