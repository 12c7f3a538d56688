import fc from 'fast-check';
import { awq, blockFp8, compressedInt4, dense, gptq, hybrid, latentAttention, mixture, type Shape, tensorFp8, vision } from './shapes.ts';

/** Sizes at which something of a model does not divide, and sizes at which all of it does. */
const heads = fc.constantFrom<Shape>(
  { num_attention_heads: 32, num_key_value_heads: 8 },
  { num_attention_heads: 28, num_key_value_heads: 4 },
  { num_attention_heads: 40, num_key_value_heads: 10 },
  { num_attention_heads: 48, num_key_value_heads: 6 },
  { num_attention_heads: 24, num_key_value_heads: 1 },
  { num_attention_heads: 71, num_key_value_heads: 1 },
);

const width = fc.constantFrom(5632, 9728, 11_008, 12_288, 13_824, 18_944, 29_568);

const vocabulary = fc.constantFrom(32_000, 50_257, 100_352, 151_936, 152_064);

const quantizations = fc.constantFrom<Shape>(
  {},
  awq(128),
  awq(64),
  gptq(128),
  gptq(64, { desc_act: true }),
  gptq(128, { bits: 8 }),
  blockFp8,
  tensorFp8,
  compressedInt4(128),
  compressedInt4(32),
);

const kinds = fc.constantFrom('dense', 'mixture', 'latent', 'vision', 'hybrid');

/** Configs of the kinds that people serve: dense, mixtures of experts, latent attention, with a tower, with Mamba layers; plain or quantized. */
export const models: fc.Arbitrary<Shape> = fc
  .record({
    kind: kinds,
    heads,
    width,
    vocabulary,
    quantization: quantizations,
    expertWidth: fc.constantFrom(704, 768, 1280, 1408, 1536, 2048),
    experts: fc.constantFrom(4, 60, 64, 128),
  })
  .map(({ kind, heads: counts, width: units, vocabulary: tokens, quantization, expertWidth, experts }): Shape => {
    const more = { vocab_size: tokens, intermediate_size: units, ...quantization };
    if (kind === 'latent') return latentAttention({ ...more, n_routed_experts: experts, moe_intermediate_size: expertWidth });
    const split = { ...counts, head_dim: 128, hidden_size: Number(counts.num_attention_heads) * 128, ...more };
    if (kind === 'vision') return vision({}, split);
    if (kind === 'hybrid') return hybrid(split);
    return kind === 'dense' ? dense(split) : mixture(experts, expertWidth, split);
  });
