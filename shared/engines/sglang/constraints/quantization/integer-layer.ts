import type { Fact } from '../../../../model/fact.ts';
import { t } from '../../../../text/localize.ts';
import { judged, unknown } from '../../../demands/judgement.ts';
import { inputPerRank, type LinearLayer, outputPerRank } from '../../../demands/layers.ts';
import type { Confidence, Constraint, Judgement } from '../../../engine.ts';
import type { PlacedLayer } from './place.ts';

/** One linear layer on one rank. Widths are in elements; outputs of a merged layer are added up. */
export interface RankShape {
  readonly input: number;
  readonly output: number;
  readonly ranks: number;
  /** The layer before it is split, a KV head kept on several ranks counted for each. */
  readonly fullInput: number;
  readonly fullOutput: number;
}

/** What a kernel has against a shape. */
export interface Objection {
  readonly outcome: 'refuses' | 'corrupts';
  readonly cause: 'group' | 'tile' | 'pack';
  readonly confidence?: Confidence;
  /** What can be done beside another size, or why the engine says nothing. */
  readonly note?: () => string;
}

export interface IntegerDemand {
  readonly group: Fact<number> | undefined;
  /** Elements that share a scale; 0 or less: all of them. */
  readonly groupSize: number;
  readonly source: string;
  readonly objection: (shape: RankShape) => Objection | undefined;
}

/** The demand of integer weights on one layer. */
export function integerLayer({ layer, ranksOf }: PlacedLayer, demand: IntegerDemand): Constraint {
  const { group, groupSize } = demand;
  const isGroup = layer.parallel === 'row' && groupSize > 0;
  return {
    rule: isGroup ? 'quant-group' : 'quant-tile',
    title: () => (groupSize > 0 ? t('{0} group {1}', layer.name, groupSize) : t('{0} tile', layer.name)),
    facts: group === undefined ? [layer.fact] : [layer.fact, group],
    knobs: ['tensorParallelSize', ...(layer.name === 'down_proj' ? (['intermediateSize'] as const) : [])],
    confidence: 'high',
    source: demand.source,
    judge: (layout) => {
      const ranks = ranksOf(layout);
      const shape = ranks === undefined ? undefined : shapeOf(layer, ranks);
      return shape === undefined ? unknown : judgeShape(layer, demand, shape);
    },
  };
}

/** Undefined for a width that does not even split, which is another rule's finding. */
function shapeOf(layer: LinearLayer, ranks: number): RankShape | undefined {
  const input = inputPerRank(layer, ranks);
  const outputs = layer.outputs.map((output) =>
    layer.parallel === 'row' ? output.heads * output.headWidth : outputPerRank(output, ranks),
  );
  if (input === undefined || outputs.includes(undefined)) return undefined;
  const output = outputs.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  return { input, output, ranks, fullInput: layer.input, fullOutput: layer.parallel === 'row' ? output : output * ranks };
}

function judgeShape(layer: LinearLayer, { groupSize, objection }: IntegerDemand, shape: RankShape): Judgement {
  const found = objection(shape);
  if (found === undefined) return { outcome: 'holds' };
  const note = found.note;
  return judged(
    found.outcome,
    () => (note === undefined ? sentence(layer, groupSize, shape, found) : `${sentence(layer, groupSize, shape, found)}${note()}`),
    () => (found.cause === 'group' ? `${shape.input} % ${groupSize} = ${shape.input % groupSize}` : `${shape.input} × ${shape.output}`),
    found.confidence,
  );
}

function sentence(layer: LinearLayer, groupSize: number, { input, output, ranks, fullInput }: RankShape, { cause }: Objection): string {
  if (cause === 'pack') return t('{0} outputs of {1} on a rank are not a multiple of the 8 values in a packed word', output, layer.name);
  if (cause === 'tile')
    return t('a rank holds {0} inputs × {1} outputs of {2}, and Marlin needs a multiple of 128 × 64', input, output, layer.name);
  if (fullInput % groupSize === 0)
    return t(
      '{0} / group_size {1} = {2} quantization groups in {3}, not divisible by tp-size {4}',
      layer.width(),
      groupSize,
      fullInput / groupSize,
      layer.name,
      ranks,
    );
  return t('{0} / tp-size {1} = {2} inputs of {3}, not a multiple of group_size {4}', layer.width(), ranks, input, layer.name, groupSize);
}
