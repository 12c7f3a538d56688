import type { Span } from '../text/span.ts';
import type { Fact } from './fact.ts';

/** How the checkpoint's linear layers are stored, as its config.json or a file beside it says. */
export interface Quantization {
  /**
   * `quant_method` in lower case as written; where the file has none, the method that its shape gives away
   * (`modelopt` for hf_quant_config.json, `compressed-tensors` for config_groups), marked derived.
   */
  readonly method: Fact<string>;
  /** The file and the object that hold it. */
  readonly path: string;
  readonly span: Span;
  readonly source:
    | 'config.json'
    | 'text_config'
    | 'compression_config'
    | 'hf_quant_config.json'
    | 'quantize_config.json'
    | 'quant_config.json'
    | 'quantization_config.json'
    | 'params.json';
  /** Distinct ways in which layers are stored; most checkpoints have one. */
  readonly schemes: readonly QuantizationScheme[];
  /** Module names or patterns that stay unquantized: `modules_to_not_convert`, `ignore`, `exclude_modules`, … */
  readonly ignored: Fact<readonly string[]> | undefined;
  /** How the patterns are meant: substring or exact names, `re:` expressions, or globs. */
  readonly ignoredSyntax: 'names' | 'compressed-tensors' | 'globs';
  /** Keys that only one method has, for its own rules: desc_act, version, checkpoint_format, activation_scheme, load_in_4bit, quant_algo. */
  readonly actOrder: Fact<boolean> | undefined;
  readonly symmetric: Fact<boolean> | undefined;
  readonly zeroPoint: Fact<boolean> | undefined;
  readonly format: Fact<string> | undefined;
  readonly algorithm: Fact<string> | undefined;
  readonly loadIn4Bit: Fact<boolean> | undefined;
  readonly loadIn8Bit: Fact<boolean> | undefined;
  /** ModelOpt's `moe_quant_algo`: the experts are stored otherwise than the rest (DeepSeek-V4 NVFP4). */
  readonly expertAlgorithm?: Fact<string>;
  /** fp8: `dynamic` or `static`. */
  readonly activationScheme?: Fact<string>;
  /** GPTQModel's `dynamic` patterns: `-:expression` stays unquantized, `+:expression` is stored otherwise. */
  readonly dynamicModules?: readonly string[];
  /** GPTQ's `modules_in_block_to_quantize`: nothing else is quantized. */
  readonly quantizedModules?: Fact<readonly string[]>;
  /** GPTQModel's and auto-round's `lm_head`: the output head is quantized too. */
  readonly quantizesHead?: Fact<boolean>;
}

/** One way of storing weights, for the layers it targets. */
export interface QuantizationScheme {
  /** Module names, classes (`Linear`) or patterns; empty: every linear layer. */
  readonly targets: readonly string[];
  readonly weights: WeightScheme;
  /** Undefined: activations stay in the model's dtype. */
  readonly activations: ActivationScheme | undefined;
  readonly format: Fact<string> | undefined;
}

export interface WeightScheme {
  readonly bits: Fact<number> | undefined;
  readonly type: 'int' | 'float' | undefined;
  readonly strategy: 'tensor' | 'channel' | 'group' | 'tensor_group' | 'block' | undefined;
  /** Elements of the input that share a scale; -1 means the whole input (per channel). */
  readonly groupSize: Fact<number> | undefined;
  /** Rows (output) and columns (input) of a block: block_n, block_k. */
  readonly block: Fact<readonly [number, number]> | undefined;
  readonly symmetric: boolean | undefined;
  readonly actOrder: string | undefined;
}

export interface ActivationScheme {
  readonly bits: Fact<number> | undefined;
  readonly type: 'int' | 'float' | undefined;
  readonly dynamic: boolean | undefined;
  readonly strategy: string | undefined;
}
