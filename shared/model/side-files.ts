/**
 * Files beside a config.json that say how the checkpoint is quantized, in the order in which they are asked:
 * ModelOpt's, AutoGPTQ's, AutoAWQ's, auto-round's.
 */
export const sideFileNames = ['hf_quant_config.json', 'quantize_config.json', 'quant_config.json', 'quantization_config.json'] as const;
