import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineOf } from '../../../shared/engines/registry.ts';
import { readModelConfig } from '../../../shared/model/read-model-config.ts';
import { planOf } from '../../../shared/plan/plan-model.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { analysisOf, denseConfig } from '../lint/workspace.ts';

const awq = { bits: 4, group_size: 128, quant_method: 'awq', version: 'gemm', zero_point: true };

function planFor(text: string, engineVersions: Readonly<Record<string, string>> = {}) {
  const model = readModelConfig('/project/model/config.json', text, new Map());
  return model && planOf(model, engineOf('vllm'), { ...defaultSettings, engineVersions });
}

describe('the plan of a model', () => {
  it('has a verdict and reasons for each size, the valid ones, and what padding would do', () => {
    const plan = planFor(denseConfig({ quantization_config: awq }));
    expect(plan).toMatchObject({ engine: 'vllm', assumed: true, valid: [1], padding: { from: 29_568, to: 29_696, valid: [1, 2, 4, 8] } });
    expect(plan?.padding?.costPercent).toBeCloseTo(0.346, 2);
    expect(plan?.sizes.map(({ size }) => size)).toEqual(Array.from({ length: 64 }, (_, at) => at + 1));
    expect(plan?.sizes[3]).toMatchObject({ size: 4, verdict: 'error', reasons: [{ rule: 'quant-group' }] });
    expect(plan?.sizes[3]?.reasons[0]?.message).toContain('231');
    expect(plan?.sizes[2]?.reasons.map(({ rule }) => rule)).toContain('attention-heads');
  });

  it('pads nothing where nothing but the heads stand in the way', () => {
    expect(
      planFor(denseConfig({ num_attention_heads: 14, num_key_value_heads: 2, hidden_size: 896, intermediate_size: 4864 }))?.padding,
    ).toBeUndefined();
  });

  it('speaks for the version that the settings name', () => {
    expect(planFor(denseConfig(), { vllm: '0.11.0' })).toMatchObject({ version: '0.11.0', assumed: false });
  });

  it('says of a size what an analysis of a launch with that size says', () => {
    const shape = fc.record({
      num_attention_heads: fc.constantFrom(12, 28, 40, 64),
      num_key_value_heads: fc.constantFrom(2, 4),
      intermediate_size: fc.constantFrom(11_008, 18_944, 27_648, 29_568),
      quantization_config: fc.constantFrom(undefined, awq, {
        quant_method: 'fp8',
        activation_scheme: 'dynamic',
        weight_block_size: [128, 128],
      }),
    });
    fc.assert(
      fc.property(shape, fc.integer({ min: 1, max: 64 }), (more, size) => {
        const text = denseConfig({ ...more, head_dim: 128, hidden_size: more.num_attention_heads * 128 });
        const row = planFor(text)?.sizes[size - 1];
        const script = '/project/serve.sh';
        const analysis = analysisOf({ [script]: `vllm serve ./model -tp ${size}\n`, '/project/model/config.json': text }, script);
        const severities = new Set(analysis?.findings.map(({ severity }) => severity));
        expect(row?.verdict).toBe(severities.has('error') ? 'error' : severities.has('warning') ? 'warning' : 'ok');
        expect(analysis?.launches[0]?.validTensorParallelSizes?.includes(size)).toBe(row?.verdict !== 'error');
      }),
      { numRuns: 150 },
    );
  });
});
