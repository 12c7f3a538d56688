import { describe, expect, it } from 'vitest';
import { denseConfig, findingsOf, fixNamed, fixTitles, glances, type Texts, withFix } from './workspace.ts';

const script = '/project/serve.sh';
const launch = (size: number): string =>
  `VLLM_WORKER_MULTIPROC_METHOD=spawn python -m vllm.entrypoints.openai.api_server --served-model-name qwen2vl --model ./Qwen2-VL-72B-AWQ --tensor-parallel-size ${size} --max_num_seqs 16\n`;
const config = '/project/Qwen2-VL-72B-AWQ/config.json';
const vision = { depth: 32, embed_dim: 1280, mlp_ratio: 4, num_heads: 16, hidden_size: 8192 };
const awq = { bits: 4, group_size: 128, modules_to_not_convert: ['visual'], quant_method: 'awq', version: 'gemm', zero_point: true };
const qwen2vl = {
  architectures: ['Qwen2VLForConditionalGeneration'],
  model_type: 'qwen2_vl',
  torch_dtype: 'float16',
  vision_config: vision,
};

const quantized = (size: number): Texts => ({ [script]: launch(size), [config]: denseConfig({ ...qwen2vl, quantization_config: awq }) });
const plain = (size: number): Texts => ({ [script]: launch(size), [config]: denseConfig(qwen2vl) });

describe('a width of 231 quantization groups', () => {
  const texts = quantized(4);

  it('is an error at the size in the script, which leads to the field', () => {
    expect(glances(texts, script)).toEqual(['error quant-group at "4"']);
    const [finding] = findingsOf(texts, script);
    expect(finding?.message).toContain('29568');
    expect(finding?.message).toContain('231');
    expect(finding?.message).toMatch(/; valid here: 1$/);
    expect(finding).toMatchObject({ tensorParallelSize: 4, validTensorParallelSizes: [1], engine: 'vllm', model: './Qwen2-VL-72B-AWQ' });
    const field = finding?.related.find(({ path }) => path === config);
    expect(field && texts[config]?.slice(field.span.start, field.span.end)).toBe('29568');
  });

  it('is an error at the field in config.json, which leads to the flag', () => {
    expect(glances(texts, config)).toEqual(['error quant-group at "29568"']);
    const flag = findingsOf(texts, config)[0]?.related[0];
    expect(flag).toMatchObject({ path: script, message: 'this vLLM launch: --tensor-parallel-size 4' });
    expect(flag && texts[script]?.slice(flag.span.start, flag.span.end)).toBe('4');
  });

  it.each([script, config])('is mended by a smaller size or by padding, from %s', (path) => {
    const findings = findingsOf(texts, path);
    expect(fixTitles(findings)).toEqual([
      'Set --tensor-parallel-size to 1',
      'Pad intermediate_size to 29696 (valid for TP 1, 2, 4, 8; +0.35 % weights)',
    ]);
    const set = fixNamed(findings, 'Set');
    expect(set).toMatchObject({ preferred: true, safe: false });
    expect(withFix(texts, set)).toEqual(quantized(1));
    const pad = fixNamed(findings, 'Pad');
    expect(pad).toMatchObject({ preferred: false, safe: false });
    expect(pad.caution).toContain('weights must be padded');
    expect(findings[0]?.related.at(-1)?.message).toMatch(/^padded to 29696, it is valid for TP 1, 2, 4, 8; the weights must be padded/);
    const padded = withFix(texts, pad);
    expect(padded[config]).toBe(texts[config]?.replace('29568', '29696'));
    expect(padded[script]).toBe(texts[script]);
    expect(glances(padded, script)).toEqual([]);
    expect(glances(padded, config)).toEqual([]);
  });

  it('is not padded where the weights lie beside the config', () => {
    const beside = { ...texts, '/project/Qwen2-VL-72B-AWQ/model-00001-of-00011.safetensors': '' };
    expect(fixTitles(findingsOf(beside, script))).toEqual(['Set --tensor-parallel-size to 1']);
    for (const path of [script, config]) {
      expect(findingsOf(beside, path)[0]?.related.at(-1)?.message).toContain(
        'padded to 29696, it is valid for TP 1, 2, 4, 8; the weights beside this file',
      );
    }
  });

  it.each([2, 4, 8])('is fine at %d without quantization', (size) => {
    expect(glances(plain(size), script)).toEqual([]);
    expect(glances(plain(size), config)).toEqual([]);
  });

  it('is known to be mended where the model is the one that the vendor republished', () => {
    const texts = { [script]: launch(4).replace('./Qwen2-VL-72B-AWQ', 'Qwen/Qwen2-VL-72B-Instruct-AWQ') };
    expect(glances(texts, script)).toEqual([]);
  });
});

describe('head counts', () => {
  const model = '/project/model/config.json';
  const heads = (count: number, keyValue: number, size: number): Texts => ({
    [script]: `vllm serve ./model --tensor-parallel-size ${size}\n`,
    [model]: denseConfig({
      num_attention_heads: count,
      num_key_value_heads: keyValue,
      hidden_size: count * 128,
      intermediate_size: 17_920,
      vocab_size: 100_352,
    }),
  });

  it('of 40 allow more than powers of two', () => {
    const texts = heads(40, 40, 3);
    const [finding] = findingsOf(texts, script).filter(({ rule }) => rule === 'attention-heads');
    expect(finding?.message).toBe('num_attention_heads 40 is not divisible by tensor-parallel-size 3; valid here: 1, 2, 4, 8');
    const wide = heads(40, 40, 3);
    const vocabulary = { ...wide, [model]: (wide[model] ?? '').replace('100352', '102400') };
    expect(findingsOf(vocabulary, script)[0]?.validTensorParallelSizes).toEqual([1, 2, 4, 5, 8, 10, 20, 40]);
  });

  it('of 40 at 5 fit, which is worth an information', () => {
    const texts = heads(40, 40, 5);
    const fitting = { ...texts, [model]: (texts[model] ?? '').replace('100352', '102400') };
    expect(glances(fitting, script)).toEqual(['information power-of-two at "5"']);
  });

  it('of 28 with 4 KV heads fail at 8', () => {
    const texts = heads(28, 4, 8);
    expect(glances(texts, script)).toEqual(['error attention-heads at "8"']);
    expect(fixTitles(findingsOf(texts, script))).toContain('Set --tensor-parallel-size to 4');
  });

  it('of 64 with 8 KV heads are replicated at 16, no error', () => {
    expect(glances(heads(64, 8, 16), script)).toEqual(['information kv-heads at "16"']);
  });
});

describe('experts in FP8 blocks', () => {
  const model = '/project/moe/config.json';
  const texts: Texts = {
    [script]: 'vllm serve ./moe \\\n  --tensor-parallel-size 8 \\\n  --max-model-len 8192\n',
    [model]: denseConfig({
      architectures: ['Qwen3MoeForCausalLM'],
      model_type: 'qwen3_moe',
      hidden_size: 4096,
      head_dim: 128,
      num_attention_heads: 64,
      num_key_value_heads: 4,
      intermediate_size: 12_288,
      moe_intermediate_size: 1536,
      num_experts: 128,
      num_experts_per_tok: 8,
      decoder_sparse_step: 1,
      mlp_only_layers: [],
      vocab_size: 151_936,
      quantization_config: { activation_scheme: 'dynamic', fmt: 'e4m3', quant_method: 'fp8', weight_block_size: [128, 128] },
    }),
  };

  it('need expert parallelism or fewer ranks, not padding', () => {
    expect(glances(texts, script)).toEqual(['error quant-block at "8"']);
    const findings = findingsOf(texts, script);
    expect(findings[0]?.message).toContain('192');
    expect(fixTitles(findings)).toEqual(['Set --tensor-parallel-size to 4', 'Add --enable-expert-parallel']);
    expect(glances(texts, model)).toEqual(['error quant-block at "1536"']);
    expect(fixTitles(findingsOf(texts, model))).toEqual(['Set --tensor-parallel-size to 4', 'Add --enable-expert-parallel']);
  });

  it('are fine with the option added after the size', () => {
    const whole = withFix(texts, fixNamed(findingsOf(texts, script), 'Add'));
    expect(whole[script]).toBe('vllm serve ./moe \\\n  --tensor-parallel-size 8 --enable-expert-parallel \\\n  --max-model-len 8192\n');
    expect(glances(whole, script).filter((glance) => !glance.startsWith('information'))).toEqual([]);
  });
});
