import { type JsonNode, memberOf, objectOf } from '../../model/json/json-node.ts';
import { parseJson } from '../../model/json/parse-json.ts';
import type { Quantization } from '../../model/quantization.ts';
import { t } from '../../text/localize.ts';
import { Refusal } from '../refusal.ts';

/**
 * Refuses, by name, what cannot be widened exactly, or is not known well enough for that.
 *
 * @param text the file that the quantization stands in
 */
export function refuseMethod(quantization: Quantization, text: string): void {
  const method = quantization.method.value;
  const refuse = refusals.get(method);
  if (refuse === undefined)
    throw new Refusal(t('quantization method {0}: how it stores weights is not known well enough to keep the outputs exact', method));
  const reason = refuse(quantization, parseJson(text.slice(quantization.span.start, quantization.span.end)).root);
  if (reason !== undefined) throw new Refusal(reason);
}

type Refuse = (quantization: Quantization, section: JsonNode | undefined) => string | undefined;

const refusals: ReadonlyMap<string, Refuse> = new Map(
  Object.entries<Refuse>({
    awq: ({ format }) =>
      format === undefined || format.value.toLowerCase() === 'gemm'
        ? undefined
        : t('AWQ version {0}: its weights lie in tiles of another order; gemm alone is known', format.value),
    gptq: refuseGptq,
    'compressed-tensors': refuseCompressedTensors,
    fp8: () => undefined,
    fbgemm_fp8: () => undefined,
    modelopt: ({ algorithm }) =>
      algorithm?.value.startsWith('FP8') ? undefined : t('ModelOpt {0}: of ModelOpt, FP8 alone is known', algorithm?.value ?? ''),
    bitsandbytes: () =>
      t(
        'bitsandbytes: its weights are one flat row of blocks whose borders are not those of the rows; pad the unquantized checkpoint instead',
      ),
    gguf: () => t('GGUF: its blocks run along the rows; pad the unquantized checkpoint and convert it again'),
    mxfp4: () => t('MXFP4: engines pad its experts by themselves, and its stacked blocks are not known here'),
  }),
);

function refuseGptq({ format }: Quantization, section: JsonNode | undefined): string | undefined {
  const marlin = section?.kind === 'object' ? memberOf(section, 'is_marlin_format') : undefined;
  if (marlin?.kind === 'boolean' && marlin.value) return marlinReason();
  if (format === undefined || format.value === 'gptq' || format.value === 'gptq_v2') return undefined;
  return format.value === 'marlin' ? marlinReason() : t('GPTQ format {0}: gptq and gptq_v2 alone are known', format.value);
}

function marlinReason(): string {
  return t('GPTQ in Marlin’s own format: its weights lie in tiles of another order');
}

function refuseCompressedTensors({ schemes }: Quantization, section: JsonNode | undefined): string | undefined {
  if (section?.kind !== 'object') return undefined;
  const transforms = objectOf(section, 'transform_config');
  if (transforms && transforms.members.size > 0)
    return t('compressed-tensors with transforms: a rotation over the width of the MLP changes with the width');
  const sparsity = objectOf(section, 'sparsity_config');
  const format = sparsity && memberOf(sparsity, 'format');
  if (format?.kind === 'string' && format.value !== 'dense') return t('compressed-tensors with sparse weights ({0})', format.value);
  const narrow = schemes.find(({ weights: { type, bits } }) => type === 'float' && bits?.value !== 8);
  return narrow && t('compressed-tensors with floats of {0} bits', narrow.weights.bits?.value ?? 4);
}
