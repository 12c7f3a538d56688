import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curableSizes, paddingFor } from '../../../shared/plan/padding.ts';
import { sizeTable } from '../../../shared/plan/size-table.ts';
import { validSizes } from '../../../shared/plan/valid-sizes.ts';
import { demand, toyAnalysed, toyConstraints, toyEngine, toyLaunch, toyModel } from '../lint/toy-engine.ts';

const valid = (heads: number | undefined, width: number, group?: number, ...more: readonly ReturnType<typeof demand>[]) => {
  const model = toyModel(heads, width, group);
  return validSizes(toyEngine, toyLaunch(4), model, [...toyConstraints(model), ...more]);
};

describe('validSizes', () => {
  it('is not merely the powers of two', () => {
    expect(valid(40, 13_760)).toEqual([1, 2, 4, 5, 8, 10, 20, 40]);
    expect(valid(14, 4864)).toEqual([1, 2]);
    expect(valid(64, 29_568, 128)).toEqual([1]);
  });

  it('is unknown without a head count', () => {
    expect(valid(undefined, 13_760)).toBeUndefined();
  });

  it('leaves out a demand that no size makes known', () => {
    expect(
      valid(
        8,
        1024,
        undefined,
        demand('gpu-count', () => undefined),
      ),
    ).toEqual([1, 2, 4, 8]);
  });

  it('does not promise a size at which a demand turns unknown', () => {
    expect(
      valid(
        8,
        1024,
        undefined,
        demand('expert-width', (size) => (size > 2 ? undefined : true)),
      ),
    ).toEqual([1, 2]);
  });

  it('is empty where something refuses at every size', () => {
    expect(
      valid(
        8,
        1024,
        undefined,
        demand('quant-method', () => false),
      ),
    ).toEqual([]);
  });
});

describe('paddingFor', () => {
  it('pads to whole groups at the wished sizes', () => {
    const analysed = toyAnalysed(toyModel(64, 29_568, 128), 4);
    expect(paddingFor(analysed, [4])).toMatchObject({ from: 29_568, to: 29_696, valid: [1, 2, 4, 8] });
    expect(paddingFor(analysed, [2, 4, 8])).toMatchObject({ to: 29_696 });
  });

  it('has nothing to offer where the width is good, or is not what stands in the way', () => {
    expect(paddingFor(toyAnalysed(toyModel(64, 29_696, 128), 4), [4])).toBeUndefined();
    expect(paddingFor(toyAnalysed(toyModel(28, 18_944, 128), 8), [8])).toBeUndefined();
  });

  it('finds the sizes that nothing but the width cuts off', () => {
    expect(curableSizes(toyAnalysed(toyModel(28, 18_816, 128), 4), [2, 4, 8])).toEqual([2, 4]);
  });

  it('is the least width that serves', () => {
    const sizes = fc.constantFrom(2, 4, 8);
    const shape = fc.record({ groups: fc.integer({ min: 8, max: 300 }), group: fc.constantFrom(32, 64, 128), size: sizes });
    fc.assert(
      fc.property(shape, ({ groups, group, size }) => {
        const padding = paddingFor(toyAnalysed(toyModel(64, groups * group, group), size), [size]);
        const least = Math.ceil(groups / size) * size * group;
        expect(padding?.to).toBe(least === groups * group ? undefined : least);
      }),
      { numRuns: 60 },
    );
  });
});

describe('sizeTable', () => {
  it('has the usual sizes, the own one, valid ones, and the arithmetic of what fails', () => {
    const model = toyModel(40, 13_760);
    const table = sizeTable(toyAnalysed(model, 3));
    expect(table.rows.map(({ size }) => size)).toEqual([1, 2, 3, 4, 5, 8, 10, 16, 32, 64]);
    expect(table.columns.map(({ title }) => title)).toEqual(['attention-heads', 'mlp-width']);
    expect(table.rows[2]).toMatchObject({ verdict: 'error', outcomes: ['refuses', 'refuses'] });
    expect(table.rows[2]?.reasons[0]).toEqual({
      rule: 'attention-heads',
      message: 'attention-heads fails at 3',
      arithmetic: 'attention-heads fails at 3',
    });
    expect(table.rows[4]).toMatchObject({ size: 5, verdict: 'ok', outcomes: ['holds', 'holds'], reasons: [] });
    expect(table).toMatchObject({ current: 3, valid: [1, 2, 4, 5, 8, 10, 20, 40] });
  });

  it('agrees with the valid sizes at every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 96 }), fc.integer({ min: 1, max: 400 }), (heads, groups) => {
        const model = toyModel(heads, groups * 64, 64);
        const analysed = toyAnalysed(model, 1);
        const { rows, valid: sizes } = sizeTable(
          analysed,
          Array.from({ length: 64 }, (_, at) => at + 1),
        );
        expect(rows.filter(({ verdict }) => verdict === 'ok').map(({ size }) => size)).toEqual(sizes);
      }),
      { numRuns: 50 },
    );
  });
});
