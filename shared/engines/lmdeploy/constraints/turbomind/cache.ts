import { t } from '../../../../text/localize.ts';
import { refuses } from '../../../demands/judgement.ts';
import type { Constraint, Launch } from '../../../engine.ts';

/** TurboMind has no FP8 KV cache (lmdeploy/messages.py TurbomindEngineConfig.__post_init__, v0.14). */
export function cacheConstraints(launch: Launch): readonly Constraint[] {
  const policy = launch.options.get('quantPolicy');
  const text = policy?.text;
  if (policy === undefined || text === undefined || !/^(16|17|fp8(_e5m2|_e4m3)?)$/i.test(text)) return [];
  return [
    {
      rule: 'option-value',
      title: () => t('KV cache'),
      facts: [],
      option: 'quantPolicy',
      knobs: ['option'],
      confidence: 'high',
      source: 'LMDeploy lmdeploy/messages.py TurbomindEngineConfig.__post_init__, v0.16',
      judge: () => refuses(() => t('TurboMind does not take {0} {1}: none, int4, int8 and turbo_quant are accepted', policy.flag, text)),
    },
  ];
}
