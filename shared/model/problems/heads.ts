import { t } from '../../text/localize.ts';
import { decoderDefaults } from '../class-defaults.ts';
import type { ModelProblem } from '../model-problem.ts';
import { isWritten } from '../section.ts';
import { literal, type ReadModel, shortKey } from './read-model.ts';

/** Head counts and expert counts that contradict each other. */
export function findHeadProblems(model: ReadModel): readonly ModelProblem[] {
  const problems: ModelProblem[] = [];
  for (const find of [keyValueHeads, headDim, expertsPerToken]) {
    const problem = find(model);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/** Each KV head serves the same number of attention heads; in latent attention the KV heads mean nothing. */
function keyValueHeads({ decoder }: ReadModel): ModelProblem | undefined {
  const heads = literal(decoder.attentionHeads);
  const shared = literal(decoder.keyValueHeads);
  if (!heads || !shared || decoder.latentAttention || decoder.keyValueHeadsByLayer || decoder.attentionHeadsByLayer) return undefined;
  if (shared.value < 1 || heads.value < 1 || heads.value % shared.value === 0) return undefined;
  return {
    rule: 'config-heads',
    path: shared.path,
    span: shared.span,
    severity: 'error',
    message: () =>
      t(
        '{0} {1} is not a multiple of {2} {3}: {1} % {3} = {4}',
        shortKey(heads),
        heads.value,
        shortKey(shared),
        shared.value,
        heads.value % shared.value,
      ),
    related: { span: heads.span, message: () => t('{0} {1}', shortKey(heads), heads.value) },
  };
}

/** Classes that refuse the model themselves; the others take the floor and leave a rest. */
const refusing: ReadonlySet<string> = new Set([
  'gpt2',
  'gptj',
  'gpt_neox',
  'gpt_bigcode',
  'codegen',
  'bloom',
  'falcon',
  'opt',
  'bert',
  'roberta',
  'stablelm',
  'persimmon',
  'phi',
  'olmo2',
  'olmo3',
]);

/** Without `head_dim`, a head is hidden size / heads wide: that must be a whole number. Only for families known to have no other key. */
function headDim({ decoder, decoderSection }: ReadModel): ModelProblem | undefined {
  const hidden = literal(decoder.hiddenSize);
  const heads = literal(decoder.attentionHeads);
  const type = decoder.modelType?.value;
  if (!hidden || !heads?.value || type === undefined || decoder.latentAttention) return undefined;
  if (decoder.headDim?.derived === undefined || hidden.value % heads.value === 0) return undefined;
  if (isWritten(decoderSection, 'kv_lora_rank') || isWritten(decoderSection, 'qk_rope_head_dim')) return undefined;
  const refuses = refusing.has(type);
  if (!refuses && (!Object.hasOwn(decoderDefaults, type) || decoderDefaults[type]?.headDim !== undefined)) return undefined;
  return {
    rule: 'config-head-dim',
    path: hidden.path,
    span: hidden.span,
    severity: refuses ? 'error' : 'warning',
    message: () =>
      t(
        '{0} {1} is not a multiple of {2} {3}, and there is no head_dim: {1} % {3} = {4}',
        shortKey(hidden),
        hidden.value,
        shortKey(heads),
        heads.value,
        hidden.value % heads.value,
      ),
    related: { span: heads.span, message: () => t('{0} {1}', shortKey(heads), heads.value) },
  };
}

function expertsPerToken({ decoder }: ReadModel): ModelProblem | undefined {
  const count = literal(decoder.experts?.count);
  const perToken = literal(decoder.experts?.perToken);
  if (!count || !perToken || perToken.value <= count.value) return undefined;
  return {
    rule: 'config-experts',
    path: perToken.path,
    span: perToken.span,
    severity: 'error',
    message: () => t('{0} {1} is more than {2} {3}', shortKey(perToken), perToken.value, shortKey(count), count.value),
    related: { span: count.span, message: () => t('{0} {1}', shortKey(count), count.value) },
  };
}
