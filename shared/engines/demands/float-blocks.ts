import type { Fact } from '../../model/fact.ts';
import { nameOf } from '../../model/fact-name.ts';
import { t } from '../../text/localize.ts';
import type { Judgement, Layout } from '../engine.ts';
import { holds, refuses, unknown } from './judgement.ts';
import { inputPerRank, type LinearLayer, outputPerRank } from './layers.ts';

/** Rows (outputs) and columns (inputs) of FP8 weights that share one scale. */
export type FloatBlock = Fact<readonly [number, number]>;

/** How many ranks a layer is split over, and how the engine's users call that: `tensor-parallel-size 4`. */
export interface LayerRanks {
  readonly ranks: number;
  readonly ranksText: string;
}

/** Each rank must hold whole columns of blocks. Only a split input is checked: on one rank a last block may be ragged. */
export function judgeInputBlocks(layer: LinearLayer, block: FloatBlock, { ranks, ranksText }: LayerRanks): Judgement {
  const input = inputPerRank(layer, ranks);
  const columns = block.value[1];
  if (input === undefined) return unknown;
  if (ranks === 1 || input % columns === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} / {1} = {2} inputs of {3} is not a multiple of the {4} columns of an FP8 block',
        layer.width(),
        ranksText,
        input,
        layer.name,
        columns,
      ),
    () => `${input} % ${columns} = ${input % columns}`,
  );
}

/**
 * Each rank must hold whole rows of blocks of each output that is loaded separately (q/k/v, gate/up).
 *
 * @param checked how many of the outputs, from the first, the engine checks
 */
export function judgeOutputBlocks(layer: LinearLayer, block: FloatBlock, { ranks, ranksText }: LayerRanks, checked: number): Judgement {
  const rows = block.value[0];
  const pieces = layer.outputs.map((output) => outputPerRank(output, ranks));
  if (pieces.includes(undefined)) return unknown;
  const ragged = pieces.slice(0, checked).find((piece) => piece !== undefined && piece % rows !== 0);
  if (ragged === undefined) return holds;
  return refuses(
    () =>
      t(
        '{0} gives {1} rows of {2} on a rank at {3}, not a multiple of the {4} rows of an FP8 block',
        layer.width(),
        ragged,
        layer.name,
        ranksText,
        rows,
      ),
    () => `${ragged} % ${rows} = ${ragged % rows}`,
  );
}

/**
 * A slice of a routed expert must be whole blocks: its rows always, its columns where the expert is cut.
 *
 * @param sliceText the division as a person reads it: `1536 / tp-size 8 = 192`
 */
export function judgeExpertBlocks(
  width: Fact<number>,
  block: FloatBlock,
  layout: Layout,
  sliceText: (layout: Layout, width: number, slices: number) => string,
): Judgement {
  const slices = layout.expertSlices;
  if (slices === undefined || width.value % slices !== 0) return unknown;
  const slice = width.value / slices;
  const [rows, columns] = block.value;
  const size = slice % rows !== 0 ? rows : slices > 1 && slice % columns !== 0 ? columns : undefined;
  if (size === undefined) return holds;
  return refuses(
    () => t('{0} {1} on a rank is not a multiple of the FP8 block size {2}', nameOf(width), sliceText(layout, width.value, slices), size),
    () => `${slice} % ${size} = ${slice % size}`,
  );
}
