import type { Fact } from '../../../model/fact.ts';
import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Confidence, Constraint } from '../../engine.ts';

/** A quantized checkpoint that an engine does not load. */
export interface Refusal {
  readonly rule: string;
  /** What the config.json says that is refused. */
  readonly fact: Fact<unknown>;
  readonly message: () => string;
  readonly source: string;
  /** The option to change; the backend if not given: the other engine may run it. */
  readonly option?: string;
  readonly confidence?: Confidence;
}

/** A flat refusal, at every size. */
export function refusedCheckpoint({ rule, fact, message, source, option = 'backend', confidence = 'high' }: Refusal): Constraint {
  return {
    rule,
    title: () => t('quantization'),
    facts: [fact],
    option,
    knobs: ['option'],
    confidence,
    source,
    versionDependent: true,
    judge: () => refuses(message),
  };
}
