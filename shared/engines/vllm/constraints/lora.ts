import { t } from '../../../text/localize.ts';
import { holds, refuses, unknown } from '../../demands/judgement.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { numberOption, switchOption } from '../../launches/options-of.ts';

/** With fully sharded LoRA the rank is split as well (lora/layers/*.py). vLLM's default rank is 16. */
export function loraConstraints(launch: Launch): readonly Constraint[] {
  if (switchOption(launch, 'enableLora') !== true || switchOption(launch, 'fullyShardedLoras') !== true) return [];
  const rank = numberOption(launch, 'maxLoraRank', 16);
  if (rank === undefined) return [];
  return [
    {
      rule: 'lora-rank',
      title: () => t('LoRA rank {0}', rank),
      facts: [],
      option: launch.options.has('maxLoraRank') ? 'maxLoraRank' : 'fullyShardedLoras',
      knobs: ['tensorParallelSize', 'option'],
      confidence: 'medium',
      source: 'vLLM lora/layers/*.py (derived), main of 2026-08-17',
      judge: ({ tensorParallelSize: ranks }) => {
        if (ranks === undefined) return unknown;
        if (rank % ranks === 0) return holds;
        return refuses(
          () => t('max-lora-rank {0} is not divisible by tensor-parallel-size {1}, and --fully-sharded-loras splits it', rank, ranks),
          () => `${rank} % ${ranks} = ${rank % ranks}`,
        );
      },
    },
  ];
}
