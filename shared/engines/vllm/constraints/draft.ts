import type { ModelConfig } from '../../../model/model-config.ts';
import { isRecord } from '../../../text/is-record.ts';
import { t } from '../../../text/localize.ts';
import { holds, named, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, ConstraintContext, Judgement, Launch, Layout } from '../../engine.ts';

/** The draft model of speculative decoding. vLLM config/speculative.py, v1/spec_decode/draft_model.py, main of 2026-08-17. */
export function draftConstraints(launch: Launch, context: ConstraintContext): readonly Constraint[] {
  const option = launch.options.get('speculativeConfig');
  const written = option?.value;
  if (!isRecord(written)) return [];
  const draft = draftOf(written, context);
  return [
    {
      rule: 'draft-model',
      title: () => t('draft model'),
      facts: draft?.decoder.attentionHeads === undefined ? [] : [draft.decoder.attentionHeads],
      option: 'speculativeConfig',
      knobs: ['tensorParallelSize', 'option'],
      confidence: 'high',
      source: 'vLLM config/speculative.py SpeculativeConfig, main of 2026-08-17; separate draft models since 2026-01-19',
      judge: (layout) => judgeDraft(layout, written, draft),
    },
  ];
}

function draftOf(written: Readonly<Record<string, unknown>>, context: ConstraintContext): ModelConfig | undefined {
  const { model } = written;
  return typeof model === 'string' ? context.modelOf(model) : undefined;
}

function judgeDraft(layout: Layout, written: Readonly<Record<string, unknown>>, draft: ModelConfig | undefined): Judgement {
  const target = layout.tensorParallelSize;
  if (target === undefined) return unknown;
  const { draft_tensor_parallel_size: asked } = written;
  const size = asked ?? target;
  if (typeof size !== 'number') return unknown;
  if (size !== 1 && size !== target) {
    return refuses(
      () => t('draft_tensor_parallel_size {0} must be 1 or tensor-parallel-size {1}', size, target),
      () => `${size} ∉ {1, ${target}}`,
    );
  }
  return judgeHeads(written, draft, size, target);
}

function judgeHeads(written: Readonly<Record<string, unknown>>, draft: ModelConfig | undefined, size: number, target: number): Judgement {
  const heads = draft?.decoder.attentionHeads;
  if (heads !== undefined && heads.value % size !== 0) {
    return refuses(
      () => t('{0} of the draft model is not divisible by its tensor-parallel-size {1}', named(heads), size),
      () => `${heads.value} % ${size} = ${heads.value % size}`,
    );
  }
  if (written.method !== 'draft_model' || size === target) return heads === undefined ? unknown : holds;
  return refuses(
    () => t('with method draft_model, draft_tensor_parallel_size {0} must be tensor-parallel-size {1}', size, target),
    () => `${size} ≠ ${target}`,
  );
}
