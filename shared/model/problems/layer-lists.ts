import { t } from '../../text/localize.ts';
import { span } from '../../text/span.ts';
import type { Fact } from '../fact.ts';
import type { JsonNode } from '../json/json-node.ts';
import type { ModelProblem } from '../model-problem.ts';
import { countIn } from '../section.ts';
import { literal, type ReadModel } from './read-model.ts';

/** Lists with one entry for each layer. */
const listKeys = ['layer_types', 'layers_block_type', 'mlp_layer_types', 'block_configs', 'hybrid_override_pattern'] as const;

/** Layers of multi-token prediction: some files list them after the others. */
const predictionKeys = ['num_nextn_predict_layers', 'mtp_num_hidden_layers', 'num_mtp_modules', 'num_mtp_layers'];

/** Lists by layer that are shorter than the model (an index error in every engine), or longer (a value left over). */
export function findLayerListProblems({ decoder, decoderSection }: ReadModel): readonly ModelProblem[] {
  const layers = literal(decoder.layers);
  if (layers === undefined) return [];
  const extra = countIn(decoderSection, predictionKeys)?.value ?? 0;
  const problems: ModelProblem[] = [];
  for (const key of listKeys) {
    const value = decoderSection.object.members.get(key)?.value;
    const length = value && lengthOf(value);
    if (value === undefined || length === undefined || length === layers.value || length === layers.value + extra) continue;
    problems.push(problemOf(key, value, length, layers));
  }
  return problems;
}

function lengthOf(value: JsonNode): number | undefined {
  if (value.kind === 'array') return value.items.length === 0 ? undefined : value.items.length;
  return value.kind === 'string' && /^[M*E-]+$/.test(value.value) ? value.value.length : undefined;
}

function problemOf(key: string, value: JsonNode, length: number, layers: Fact<number>): ModelProblem {
  return {
    rule: 'config-layers',
    path: layers.path,
    span: layers.span,
    severity: length < layers.value ? 'error' : 'warning',
    message: () => t('num_hidden_layers is {0}, but {1} has {2} entries', layers.value, key, length),
    related: { span: span(value.start, Math.min(value.end, value.start + 1)), message: () => t('{0} has {1} entries', key, length) },
  };
}
