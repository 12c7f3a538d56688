import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awq, blockFp8, compressedInt4, gptq, grouped, mixture, type Shape } from '../../../conformance/shapes.ts';
import { findingsOf } from '../../lint/workspace.ts';

const script = '/project/serve.sh';

const quantization = fc.constantFrom<Shape>({}, blockFp8, awq(128), awq(32), gptq(64), compressedInt4(128));

const heads = fc.constantFrom(
  { num_attention_heads: 32, num_key_value_heads: 8 },
  { num_attention_heads: 28, num_key_value_heads: 4 },
  { num_attention_heads: 40, num_key_value_heads: 10 },
  { num_attention_heads: 24, num_key_value_heads: 1 },
);

const width = fc.constantFrom(5632, 9728, 11_008, 12_288, 13_824, 29_568);

const model = fc
  .record({
    heads,
    width,
    quantization,
    vocab_size: fc.constantFrom(32_000, 50_257, 151_936, 152_064),
    experts: fc.constantFrom(0, 60, 128),
  })
  .map(({ heads: counts, width: units, quantization: stored, experts, ...rest }): Shape => {
    const more = { ...counts, ...stored, ...rest, head_dim: 128 };
    return experts === 0 ? grouped(units, more) : mixture(experts, units / 8, more);
  });

/** Other sizes of the launch; the tensor-parallel size is tried around them. */
const others = fc.constantFrom(
  '',
  ' --ep 2',
  ' --ep-size 4',
  ' --dp 2 --enable-dp-attention',
  ' --moe-dense-tp-size 1',
  ' --attn-cp-size 2',
);

function findingsAt(config: Shape, size: number, more: string): ReturnType<typeof findingsOf> {
  const texts = {
    [script]: `sglang serve --model-path ./model --tp ${size}${more}\n`,
    '/project/model/config.json': JSON.stringify(config),
  };
  return findingsOf(texts, script);
}

test('sizes that are called valid have no error, others have a reason, and fixes lead to valid ones', () => {
  fc.assert(
    fc.property(model, others, fc.integer({ min: 1, max: 24 }), (config, more, size) => {
      const findings = findingsAt(config, size, more);
      const [told] = findings.flatMap(({ validTensorParallelSizes: valid }) => (valid === undefined ? [] : [valid]));
      if (told === undefined) return;
      const isValid = told.includes(size);
      if (isValid) expect(findings.map(({ severity }) => severity)).not.toContain('error');
      else expect(findings.filter(({ severity }) => severity !== 'information')).not.toEqual([]);
      for (const { fixes } of findings) {
        for (const { title } of fixes) {
          const [, to] = /^Set --tp to (\d+)$/.exec(title) ?? [];
          if (to !== undefined) expect(told).toContain(Number(to));
          const [, ep] = /^Set --ep(?:-size)? to (\d+) /.exec(title) ?? [];
          if (ep !== undefined) expect(size % Number(ep)).toBe(0);
        }
      }
    }),
    { numRuns: 150 },
  );
});
