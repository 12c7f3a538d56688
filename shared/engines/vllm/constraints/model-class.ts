import type { ModelConfig } from '../../../model/model-config.ts';
import { t } from '../../../text/localize.ts';
import { refuses } from '../../demands/judgement.ts';
import type { Constraint, Launch } from '../../engine.ts';
import { compareReleases, type Release } from '../../version.ts';
import { lastReleaseWith } from '../removed-classes.ts';

/**
 * A model class that the release no longer has. Undefined where the launch asks for another implementation, or the config names more
 * than one class. Without a version that somebody named it is not certain: an old model is often run by an old release.
 */
export function removedClass({ version, options }: Launch, { architectures }: ModelConfig): Constraint | undefined {
  const [architecture, other] = architectures;
  const last = architecture && lastReleaseWith(architecture.value);
  if (architecture === undefined || last === undefined || other !== undefined || options.has('modelImpl')) return undefined;
  if (!isAfter(version.release, last.release)) return undefined;
  return {
    rule: 'model-class',
    title: () => t('model class'),
    facts: [architecture],
    option: 'model',
    knobs: ['option'],
    confidence: version.source === 'assumed' ? 'low' : 'high',
    source: 'vLLM models/registry.py _raise_for_unsupported, main of 2026-08-22',
    versionDependent: true,
    judge: () => refuses(() => t('vLLM no longer has {0}: {1} was the last release with it', architecture.value, last.text)),
  };
}

/** True from the next minor release on. */
function isAfter([major = 0, minor = 0]: Release, last: Release): boolean {
  return compareReleases([major, minor], last) > 0;
}
