import type { Quantization } from '../quantization.ts';

/** Keys under which the methods keep the modules that stay unquantized, the more specific first. */
export const ignoreKeys = [
  'modules_to_not_convert',
  'ignored_layers',
  'ignore',
  'exclude_modules',
  'exclude',
  'llm_int8_skip_modules',
  'skip_modules',
  'linear_weights_not_to_quantize',
] as const;

/** How a method means the names in its list. */
export function syntaxOf(method: string): Quantization['ignoredSyntax'] {
  if (method === 'compressed-tensors') return 'compressed-tensors';
  return method.startsWith('modelopt') ? 'globs' : 'names';
}
