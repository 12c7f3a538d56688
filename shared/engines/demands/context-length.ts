import type { ModelConfig } from '../../model/model-config.ts';
import { t } from '../../text/localize.ts';
import type { Constraint, Launch, Option } from '../engine.ts';
import { refuses } from './judgement.ts';

/** How an engine is asked for a context length, and how it is told to take one that is too long. */
export interface ContextOption {
  readonly option: string;
  /** Environment variable that lifts the limit. */
  readonly variable: string;
  readonly source: string;
}

/** A context longer than anything the model's files allow. */
export function contextLengthConstraints(
  launch: Launch,
  model: ModelConfig,
  { option: name, variable, source }: ContextOption,
): readonly Constraint[] {
  const option = launch.options.get(name);
  const limit = model.decoder.contextLimit;
  const length = option === undefined ? undefined : tokensOf(option);
  if (option === undefined || limit === undefined || length === undefined || length <= limit.value) return [];
  if (launch.options.has('hfOverrides') || isRescaled(launch) || launch.command?.environment.has(variable)) return [];
  return [
    {
      rule: 'context-length',
      title: () => t('context {0}', limit.value),
      facts: [limit],
      option: name,
      knobs: ['option'],
      confidence: 'high',
      source,
      judge: () =>
        refuses(
          () =>
            t(
              '{0} {1} is longer than the {2} tokens of the model; {3}=1 lifts the limit at your own risk',
              option.flag,
              length,
              limit.value,
              variable,
            ),
          () => `${length} > ${limit.value}`,
        ),
    },
  ];
}

/** Options that scale the positions, in releases that have them and where only those can be meant. */
function isRescaled({ command }: Launch): boolean {
  const scales = /^(--)?rope[-_](scaling|theta)(=|$)/;
  return (
    command?.words.some(({ text }) => text !== undefined && scales.test(text)) === true ||
    command?.keywords?.given.some(({ name }) => name !== undefined && scales.test(name)) === true
  );
}

/** Lengths with a suffix that only the engine knows are left alone. */
function tokensOf({ value, text }: Option): number | undefined {
  if (typeof value === 'number') return value;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
