import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { engines } from '../../shared/engines/registry.ts';
import { folderWith, runCli } from './run-cli.ts';

const awq = JSON.stringify({
  architectures: ['Qwen2ForCausalLM'],
  model_type: 'qwen2',
  hidden_size: 8192,
  num_attention_heads: 64,
  num_key_value_heads: 8,
  num_hidden_layers: 80,
  intermediate_size: 29568,
  vocab_size: 152064,
  torch_dtype: 'float16',
  quantization_config: { quant_method: 'awq', bits: 4, group_size: 128, zero_point: true, version: 'gemm' },
});

const planSchema = z.strictObject({
  model: z.string(),
  from: z.string(),
  engines: z.array(
    z.strictObject({
      engine: z.enum(['vllm', 'sglang', 'lmdeploy', 'trtllm', 'tgi']),
      version: z.string(),
      assumed: z.boolean(),
      sizes: z.array(
        z.strictObject({
          size: z.int(),
          verdict: z.enum(['ok', 'unknown', 'warning', 'error']),
          reasons: z.array(z.strictObject({ rule: z.string(), message: z.string() })),
        }),
      ),
      valid: z.nullable(z.array(z.int())),
      padding: z.nullable(
        z.strictObject({ field: z.string(), from: z.int(), to: z.int(), valid: z.array(z.int()), costPercent: z.nullable(z.number()) }),
      ),
    }),
  ),
});

describe('plan', () => {
  test.each(['model', 'model/', './model/config.json'])(
    'JSON of %s: every size from 1 to 64, the valid ones, the padding',
    async (model) => {
      const { code, output } = await runCli(folderWith({ 'model/config.json': awq }), ['plan', model, '--format', 'json']);
      const plan = planSchema.parse(JSON.parse(output));
      const [engine] = plan.engines;
      expect([code, plan.model, plan.from]).toEqual([0, model, 'model/config.json']);
      expect(engine?.sizes.map(({ size }) => size)).toEqual(Array.from({ length: 64 }, (_, at) => at + 1));
      expect(engine?.sizes[1]).toMatchObject({
        verdict: 'error',
        reasons: [{ rule: 'quant-group', message: expect.stringContaining('231') }],
      });
      expect(engine?.valid).toEqual([1]);
      expect(engine?.padding).toMatchObject({ field: 'intermediate_size', from: 29568, to: 29696, valid: [1, 2, 4, 8] });
    },
  );

  test('text: the valid sizes first, then the sizes that people choose among', async () => {
    const { output } = await runCli(folderWith({ 'model/config.json': awq }), [
      'plan',
      'model',
      '--engine',
      'vllm',
      '--engine-version',
      'vllm=0.11.0',
    ]);
    const lines = output.split('\n');
    expect(lines.slice(0, 4)).toEqual(['model (model/config.json)', '', 'vLLM 0.11.0', 'valid tensor-parallel sizes up to 64: 1']);
    expect(lines.map((line) => /^ +(\d+) {2}(\w+)/.exec(line)?.slice(1)).filter(Boolean)).toEqual([
      ['1', 'ok'],
      ['2', 'error'],
      ['4', 'error'],
      ['8', 'error'],
      ['16', 'error'],
      ['32', 'error'],
      ['64', 'error'],
    ]);
    expect(lines.at(-2)).toMatch(/^padded: intermediate_size 29568 → 29696 is valid for TP 1, 2, 4, 8/);
  });

  test('JSON lists every engine, with what it makes of each size', async () => {
    const { output } = await runCli(folderWith({ 'model/config.json': awq }), ['plan', 'model', '--format', 'json']);
    const plan = planSchema.parse(JSON.parse(output));
    expect(plan.engines.map(({ engine, valid }) => [engine, valid])).toEqual([
      ['vllm', [1]],
      ['sglang', [1]],
      ['lmdeploy', [1, 2, 4, 8, 16, 32, 64]],
      ['trtllm', []],
      ['tgi', [1]],
    ]);
    const [sizeFour] = plan.engines.map(({ sizes }) => sizes.find(({ size }) => size === 4));
    expect(sizeFour?.reasons.map(({ rule }) => rule)).toEqual(['quant-group']);
  });

  test('text: below an engine what it refuses and what it does without a word', async () => {
    const { output } = await runCli(folderWith({ 'model/config.json': awq }), ['plan', 'model']);
    const [, beside = ''] = output.split('engines side by side\n');
    expect(beside).toMatch(/^ {2}vLLM .*\n +TP 2: .*29568/m);
    expect(beside).toMatch(
      /^ {2}LMDeploy \(turbomind\) +1, 2, 4, 8, 16, 32, 64\n +TP 2: intermediate_size 29568 is filled up with zeros to 29696/m,
    );
  });

  test('text: a size of which something is not known is not called ok', async () => {
    const latent = JSON.stringify({
      architectures: ['DeepseekV3ForCausalLM'],
      model_type: 'deepseek_v3',
      hidden_size: 6144,
      num_attention_heads: 48,
      num_hidden_layers: 4,
      intermediate_size: 5632,
      vocab_size: 32000,
      q_lora_rank: 1536,
      kv_lora_rank: 512,
      qk_nope_head_dim: 128,
      qk_rope_head_dim: 64,
      v_head_dim: 128,
      n_routed_experts: 4,
      n_shared_experts: 1,
      num_experts_per_tok: 4,
      moe_intermediate_size: 704,
      first_k_dense_replace: 1,
    });
    const { output } = await runCli(folderWith({ 'model/config.json': latent }), [
      'plan',
      'model',
      '--engine',
      'trtllm',
      '--format',
      'json',
    ]);
    const [trtllm] = planSchema.parse(JSON.parse(output)).engines;
    expect(trtllm?.sizes.filter(({ verdict }) => verdict === 'ok').map(({ size }) => size)).toEqual(trtllm?.valid);
    expect(trtllm?.sizes.some(({ verdict }) => verdict === 'unknown')).toBe(true);
  });

  test('text: every engine in a line of its own, the one of the settings first', async () => {
    const { output } = await runCli(folderWith({ 'model/config.json': awq }), ['plan', 'model']);
    const [, beside] = output.split('engines side by side\n');
    const rows = (beside ?? '').split('\n').filter((line) => /^ {2}\S/.test(line));
    expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toHaveLength(engines.length);
    expect(rows[0]).toMatch(/^ {2}vLLM +1$/);
  });

  test('a model of the catalogue, by its id', async () => {
    const { code, output } = await runCli(folderWith({}), ['plan', 'Qwen/Qwen2.5-7B-Instruct', '--format', 'json']);
    expect([code, planSchema.parse(JSON.parse(output)).engines[0]?.valid]).toEqual([0, [1, 2, 4]]);
  });

  test('text: where a model of the catalogue comes from, and what an engine is not known to do', async () => {
    const { output } = await runCli(folderWith({}), ['plan', 'openai/gpt-oss-120b']);
    expect(output.split('\n')[0]).toBe('openai/gpt-oss-120b (from the bundled catalogue)');
    expect(output).toMatch(/^ {2}TGI +1\n +TP 2: not known$/m);
  });

  test('a model that is nowhere', async () => {
    const { code, output, errors } = await runCli(folderWith({}), ['plan', 'nobody/nothing']);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^shardlint: no config\.json found for nobody\/nothing; looked in .*nobody\/nothing/);
  });
});
