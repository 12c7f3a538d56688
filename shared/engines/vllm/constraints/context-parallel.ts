import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Judgement, Launch, Layout } from '../../engine.ts';
import { atLeast } from '../../version.ts';

/** Decode and prefill context parallel. vLLM config/parallel.py and config/vllm.py, main of 2026-08-17. */
export function contextParallelConstraints(launch: Launch, model: ModelConfig): readonly Constraint[] {
  const decode = launch.options.has('decodeContextParallelSize') ? [decodeConstraint(launch, model)] : [];
  const prefill = launch.options.has('prefillContextParallelSize') ? [prefillConstraint(launch, model)] : [];
  return [...decode, ...prefill];
}

function decodeConstraint(launch: Launch, model: ModelConfig): Constraint {
  const { keyValueHeads, attentionHeads } = model.decoder;
  return {
    rule: 'context-parallel',
    title: () => t('decode context parallel'),
    facts: [keyValueHeads, attentionHeads].filter((fact) => fact !== undefined),
    option: 'decodeContextParallelSize',
    knobs: ['decodeContextParallelSize', 'tensorParallelSize'],
    confidence: 'high',
    source: 'vLLM config/parallel.py and config/vllm.py; asserts between v0.11 and v0.13, worded since 2026-07-25',
    versionDependent: true,
    judge: (layout) => judgeDecode(launch, layout, model),
  };
}

function judgeDecode(launch: Launch, layout: Layout, model: ModelConfig): Judgement {
  const { decodeContextParallelSize: dcp, tensorParallelSize: tp, prefillContextParallelSize: pcp } = layout;
  if (dcp === undefined || tp === undefined || pcp === undefined) return unknown;
  if (dcp <= 1) return holds;
  if (pcp === 1 && tp % dcp !== 0) {
    return refuses(
      () => t('tensor-parallel-size {0} is not divisible by decode-context-parallel-size {1}', tp, dcp),
      () => `${tp} % ${dcp} = ${tp % dcp}`,
    );
  }
  if (model.decoder.latentAttention !== undefined) return holds;
  return atLeast(launch.version.release, [0, 13]) ? judgeGrouped(dcp, tp, model) : unknown;
}

/** Grouped-query attention: the ranks that hold copies of the same KV head share its cache out. */
function judgeGrouped(dcp: number, tp: number, model: ModelConfig): Judgement {
  const { keyValueHeads: keyValue, attentionHeads: heads } = model.decoder;
  if (keyValue === undefined || heads === undefined || keyValue.value === 0) return unknown;
  if (tp <= keyValue.value) {
    return refuses(
      () => t('decode context parallel needs more tensor-parallel ranks than KV heads: tensor-parallel-size {0}, {1}', tp, named(keyValue)),
      () => `${tp} ≤ ${keyValue.value}`,
    );
  }
  const most = Math.floor(tp / keyValue.value);
  if (dcp > most) {
    return refuses(
      () => t('decode-context-parallel-size {0} is greater than tensor-parallel-size {1} / {2} = {3}', dcp, tp, named(keyValue), most),
      () => `${dcp} > ${most}`,
    );
  }
  const perKey = Math.floor(heads.value / keyValue.value);
  if (perKey % dcp === 0) return holds;
  return refuses(
    () =>
      t(
        '{0} / {1} = {2} query heads a KV head are not divisible by decode-context-parallel-size {3}',
        named(heads),
        named(keyValue),
        perKey,
        dcp,
      ),
    () => `${perKey} % ${dcp} = ${perKey % dcp}`,
  );
}

function prefillConstraint(launch: Launch, model: ModelConfig): Constraint {
  const { attentionHeads } = model.decoder;
  return {
    rule: 'context-parallel',
    title: () => t('prefill context parallel'),
    facts: attentionHeads === undefined ? [] : [attentionHeads],
    option: 'prefillContextParallelSize',
    knobs: ['prefillContextParallelSize', 'decodeContextParallelSize', 'dataParallelSize'],
    confidence: 'high',
    source: 'vLLM config/vllm.py, model runner V2, since 2026-07-19; the option exists since 2025-11-19',
    since: [0, 26],
    versionDependent: true,
    judge: (layout) => (atLeast(launch.version.release, [0, 26]) ? judgePrefill(layout, model) : unknown),
  };
}

function judgePrefill(layout: Layout, model: ModelConfig): Judgement {
  const { prefillContextParallelSize: pcp, dataParallelSize: dp, decodeContextParallelSize: dcp, tensorParallelSize: tp } = layout;
  if (pcp === undefined) return unknown;
  if (pcp <= 1) return holds;
  if (model.decoder.latentAttention === undefined) {
    return refuses(
      () => t('prefill-context-parallel-size {0}: only models with latent attention (MLA) have it', pcp),
      () => t('no MLA'),
    );
  }
  if (dp === undefined || dcp === undefined || tp === undefined) return unknown;
  if (dp > 1) return refuses(() => t('prefill-context-parallel-size {0} does not go with data-parallel-size {1}', pcp, dp));
  if (dcp === 1 || dcp === pcp || dcp === tp * pcp) return holds;
  return refuses(() =>
    t('with prefill-context-parallel-size {0}, decode-context-parallel-size must be 1, {1} or {2}, not {3}', pcp, pcp, tp * pcp, dcp),
  );
}
