import { analysisOf, findingsOf } from '../../lint/workspace.ts';

/** A config with sizes of no real model: 48 heads over 8 KV heads of 128, widths that split well. */
export type Shape = Readonly<Record<string, unknown>>;

export function dense(more: Shape = {}): Shape {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 6144,
    head_dim: 128,
    num_attention_heads: 48,
    num_key_value_heads: 8,
    intermediate_size: 12_288,
    num_hidden_layers: 4,
    vocab_size: 49_152,
    ...more,
  };
}

export function mixture(more: Shape = {}): Shape {
  return dense({
    architectures: ['Qwen3MoeForCausalLM'],
    model_type: 'qwen3_moe',
    num_experts: 64,
    num_experts_per_tok: 2,
    moe_intermediate_size: 1536,
    decoder_sparse_step: 1,
    mlp_only_layers: [],
    ...more,
  });
}

export const awq: Shape = { quantization_config: { quant_method: 'awq', bits: 4, group_size: 128, version: 'gemm', zero_point: true } };
export const gptq: Shape = { quantization_config: { quant_method: 'gptq', bits: 4, group_size: 128, sym: true, desc_act: false } };
export const fp8: Shape = {
  quantization_config: { quant_method: 'fp8', fmt: 'e4m3', weight_block_size: [128, 128], activation_scheme: 'dynamic' },
};

const script = '/project/serve.sh';

function textsOf(args: string, config: Shape, environment = ''): Readonly<Record<string, string>> {
  return { [script]: `${environment}lmdeploy serve api_server ./model ${args}\n`, '/project/model/config.json': JSON.stringify(config) };
}

/** What a launch of a model is told, `severity rule: message` each; the list of valid sizes is left out. */
export function said(args: string, config: Shape, settings = {}): readonly string[] {
  return findingsOf(textsOf(args, config), script, settings)
    .filter(({ rule }) => rule !== 'power-of-two')
    .map(
      ({ severity, rule, message }) =>
        `${severity} ${rule}: ${message.replace(/; (valid here|no tensor-parallel size).*$|( \(assuming .*\))$/, '')}`,
    );
}

/** As `said`, where the environment leaves some GPUs visible. */
export function saidWithGpus(devices: string, args: string, config: Shape): readonly string[] {
  return findingsOf(textsOf(args, config, `CUDA_VISIBLE_DEVICES=${devices} `), script).map(
    ({ severity, message }) => `${severity}: ${message}`,
  );
}

export function validSizesOf(args: string, config: Shape): readonly number[] | undefined {
  return analysisOf(textsOf(args, config), script)?.launches[0]?.validTensorParallelSizes;
}

export function fixesOf(args: string, config: Shape): readonly string[] {
  return findingsOf(textsOf(args, config), script).flatMap(({ fixes }) => fixes.map(({ title }) => title));
}
