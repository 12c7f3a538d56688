import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Fix } from '../../../shared/lint/finding.ts';
import { analysisOf, denseConfig, findingsOf, type Texts, withFix } from './workspace.ts';

const script = '/project/serve.sh';
const config = '/project/model/config.json';

const dense = fc.record({
  num_attention_heads: fc.constantFrom(9, 12, 14, 28, 32, 40, 64, 71),
  groups: fc.constantFrom(1, 2, 4, 8),
  widthUnits: fc.integer({ min: 4, max: 300 }),
  unit: fc.constantFrom(16, 48, 64, 128),
  vocab_size: fc.constantFrom(32_000, 50_257, 100_352, 151_936),
});

const quantization = fc.constantFrom(
  undefined,
  { bits: 4, group_size: 128, quant_method: 'awq', version: 'gemm', zero_point: true },
  { bits: 4, group_size: 64, quant_method: 'gptq', sym: true, desc_act: false },
  { bits: 4, group_size: 128, quant_method: 'gptq', sym: true, desc_act: true },
  { activation_scheme: 'dynamic', fmt: 'e4m3', quant_method: 'fp8', weight_block_size: [128, 128] },
  {
    quant_method: 'compressed-tensors',
    format: 'pack-quantized',
    ignore: ['lm_head'],
    config_groups: {
      group_0: { targets: ['Linear'], weights: { num_bits: 4, type: 'int', strategy: 'group', group_size: 32, symmetric: true } },
    },
  },
);

const experts = fc.option(fc.record({ count: fc.constantFrom(4, 8, 60, 128), width: fc.constantFrom(704, 768, 1408, 1536, 2048) }), {
  nil: undefined,
});

const size = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 32);

/** The ways people write a size. */
const writings: readonly ((size: number) => string)[] = [
  (tp) => `vllm serve ./model --tensor-parallel-size ${tp} --port 8000\n`,
  (tp) => `vllm serve ./model -tp=${tp}\r\n`,
  (tp) => `#!/bin/bash\nTP=${tp} # ranks\nexec vllm serve "./model" \\\n  --tensor-parallel-size "$TP" \\\n  --max-model-len 4096\n`,
  (tp) => `ARGS=(--tensor_parallel_size ${tp})\nvllm serve ./model "\${ARGS[@]}" | tee log\n`,
  (tp) => `docker run --gpus all vllm/vllm-openai:v0.11.0 --model ./model --tensor-parallel-size ${tp}\n`,
  (tp) => `vllm serve ./model --tensor-parallel-size ${tp} &\nvllm serve ./model --port 1 --tensor-parallel-size ${tp}\n`,
];

const workspace = fc
  .record({ shape: dense, quantization, experts, size, writing: fc.constantFrom(...writings) })
  .map(({ shape, quantization: quantized, experts: mixture, size: tp, writing }): Texts => {
    const { groups, widthUnits, unit, ...rest } = shape;
    const heads = rest.num_attention_heads;
    const moe = mixture && {
      architectures: ['Qwen3MoeForCausalLM'],
      model_type: 'qwen3_moe',
      num_experts: mixture.count,
      num_experts_per_tok: 2,
      moe_intermediate_size: mixture.width,
      decoder_sparse_step: 1,
      mlp_only_layers: [],
    };
    const text = denseConfig({
      ...rest,
      num_key_value_heads: heads % groups === 0 ? heads / groups : heads,
      head_dim: 128,
      hidden_size: heads * 128,
      intermediate_size: widthUnits * unit,
      ...moe,
      ...(quantized ? { quantization_config: quantized } : {}),
    });
    return { [script]: writing(tp), [config]: text };
  });

function errors(texts: Texts): readonly string[] {
  return [script, config].flatMap((path) =>
    findingsOf(texts, path)
      .filter(isError)
      .map(({ rule }) => `${path} ${rule}`),
  );
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

/** Each file with its edits taken out, before and after: what a fix must leave alone. */
function untouched(texts: Texts, { edits }: Fix): readonly string[] {
  return Object.entries(texts).map(([path, text]) => {
    const own = edits.filter((edit) => edit.path === path);
    return own.reduceRight((rest, { span }) => rest.slice(0, span.start) + rest.slice(span.end), text);
  });
}

function untouchedAfter(texts: Texts, { edits }: Fix): readonly string[] {
  return Object.entries(texts).map(([path, text]) => {
    const own = edits.filter((edit) => edit.path === path);
    return own.reduceRight((rest, { span, newText }) => rest.slice(0, span.start) + rest.slice(span.start + newText.length), text);
  });
}

describe('every fix that is offered', () => {
  it('removes its finding, adds no error, and leaves every other byte', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(workspace, (texts) => {
        const before = errors(texts);
        for (const path of [script, config]) {
          for (const finding of findingsOf(texts, path)) {
            for (const fix of finding.fixes) {
              seen.set(fix.title.slice(0, 3), (seen.get(fix.title.slice(0, 3)) ?? 0) + 1);
              const after = withFix(texts, fix);
              const left = findingsOf(after, path).filter(
                ({ rule, span, severity }) => rule === finding.rule && span.start === finding.span.start && severity !== 'information',
              );
              expect(left).toEqual([]);
              expect(before).toEqual(expect.arrayContaining([...errors(after)]));
              expect(fix.edits.length).toBe(1);
              expect(untouchedAfter(after, fix)).toEqual(untouched(texts, fix));
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen.keys()].sort()).toEqual(['Add', 'Pad', 'Set']);
  });

  it('is preferred once a finding, and never safe', () => {
    fc.assert(
      fc.property(workspace, (texts) => {
        for (const { fixes } of findingsOf(texts, script)) {
          expect(fixes.filter(({ preferred }) => preferred).length).toBe(Math.min(1, fixes.length));
          expect(fixes.some(({ safe }) => safe)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a fix of a config.json without a launch', () => {
  it('removes its finding and adds none', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(workspace, fc.boolean(), (texts, chosen) => {
        const alone: Texts = { [config]: texts[config] ?? '' };
        const settings = { targets: { sizes: [2, 4, 8], chosen } };
        const before = findingsOf(alone, config, settings);
        for (const finding of before) {
          for (const fix of finding.fixes) {
            seen.add(fix.title.slice(0, 3));
            const after = findingsOf(withFix(alone, fix), config, settings);
            expect(after.filter(({ rule, span }) => rule === finding.rule && span.start === finding.span.start)).toEqual([]);
            expect(after.length).toBeLessThan(before.length);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect([...seen]).toEqual(['Pad']);
  });
});

describe('an error', () => {
  it('is there exactly where the size is not among the valid ones', () => {
    fc.assert(
      fc.property(workspace, (texts) => {
        for (const { layout, validTensorParallelSizes: valid, launch } of analysisOf(texts, script)?.launches ?? []) {
          const said = findingsOf(texts, script).filter(
            ({ severity, span }) => severity !== 'information' && span.start >= (launch.command?.span.start ?? 0),
          );
          if (valid?.includes(layout?.tensorParallelSize ?? 0) === false) expect(said.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
