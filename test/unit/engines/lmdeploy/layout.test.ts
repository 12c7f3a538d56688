import { describe, expect, test } from 'vitest';
import { pytorchRanks } from '../../../../shared/engines/lmdeploy/pytorch-ranks.ts';
import type { Ranks } from '../../../../shared/engines/lmdeploy/ranks.ts';
import { turbomindRanks } from '../../../../shared/engines/lmdeploy/turbomind-ranks.ts';

type Sizes = readonly [tp: number, dp: number, ep: number, cp: number, present?: number];
/** Ranks of attention, of the MLP, of the whole model, and GPUs: as LMDeploy's own derive_parallel_config gives them. */
type Expected = readonly [attention: number, feedForward: number, model: number, gpus: number] | 'none';

const turbomind: readonly (readonly [Sizes, Expected])[] = [
  [
    [8, 1, 1, 1],
    [8, 8, 8, 8],
  ],
  [
    [8, 1, 8, 1],
    [8, 1, 8, 8],
  ],
  [
    [8, 1, 2, 1],
    [8, 4, 8, 8],
  ],
  [
    [1, 4, 1, 1],
    [1, 1, 1, 4],
  ],
  [
    [2, 4, 1, 1],
    [2, 2, 2, 8],
  ],
  [
    [2, 4, 4, 1],
    [2, 2, 2, 8],
  ],
  [
    [4, 1, 1, 2],
    [2, 4, 4, 4],
  ],
  [
    [4, 1, 2, 2],
    [4, 4, 8, 8],
  ],
  [[1, 1, 8, 1], 'none'],
  [[2, 1, 4, 1], 'none'],
  [[8, 1, 3, 1], 'none'],
  [
    [4, 1, 1, 1, 4],
    [4, 4, 4, 4],
  ],
  [[4, 1, 1, 1, 2], 'none'],
  [
    [2, 4, 1, 1, 4],
    [1, 2, 1, 4],
  ],
];

describe('TurboMind', () => {
  test.each(turbomind)('tp, dp, ep, cp, GPUs %j: %j', ([tp, dp, ep, cp, present], expected) => {
    expect(shown(turbomindRanks([0, 15], { tp, dp, ep, cp }, present))).toEqual(expected);
  });

  test('of a release before 0.15 is known by its tensor-parallel size alone', () => {
    expect(shown(turbomindRanks([0, 14], { tp: 4, dp: 1, ep: 1, cp: 1 }, undefined))).toEqual([4, 4, 4, 4]);
    expect(turbomindRanks([0, 14], { tp: 4, dp: 1, ep: 4, cp: 1 }, undefined)).toMatchObject({ attention: undefined, gpus: undefined });
  });

  test('has no ranks where a size is unknown', () => {
    expect(turbomindRanks([0, 16], { tp: undefined, dp: 1, ep: 1, cp: 1 }, undefined)).toMatchObject({ attention: undefined });
  });
});

const pytorch: readonly (readonly [sizes: readonly [tp: number, dp: number, ep: number], expected: Omit<Ranks, 'feedForward'> | 'none'])[] =
  [
    [[8, 1, 1], { attention: 8, expertSlices: 8, model: 8, gpus: 8 }],
    [[8, 2, 1], { attention: 4, expertSlices: 8, model: 4, gpus: 8 }],
    [[1, 8, 8], { attention: 1, expertSlices: 1, model: 1, gpus: 8 }],
    [[4, 1, 4], { attention: 4, expertSlices: 1, model: 4, gpus: 4 }],
    [[1, 1, 8], { attention: 8, expertSlices: 1, model: 8, gpus: 8 }],
    [[2, 4, 8], { attention: 2, expertSlices: 1, model: 2, gpus: 8 }],
    [[8, 1, 4], 'none'],
    [[8, 3, 1], 'none'],
    [[2, 1, 8], 'none'],
  ];

describe('the PyTorch engine', () => {
  test.each(pytorch)('tp, dp, ep %j: %j', ([tp, dp, ep], expected) => {
    const ranks = pytorchRanks([0, 16], { tp, dp, ep, cp: 1 });
    if (expected === 'none') expect(ranks).toBe('none');
    else expect(ranks).toMatchObject(expected);
  });

  test('of a release before 0.11 is known by its tensor-parallel size alone', () => {
    expect(pytorchRanks([0, 10], { tp: 4, dp: 1, ep: 1, cp: 1 })).toMatchObject({ attention: 4, feedForward: 4 });
    expect(pytorchRanks([0, 10], { tp: 4, dp: 2, ep: 1, cp: 1 })).toMatchObject({ attention: undefined });
  });
});

function shown(ranks: Ranks | 'none'): unknown {
  return ranks === 'none' ? ranks : [ranks.attention, ranks.feedForward, ranks.model, ranks.gpus];
}
