import { withSeverity } from '../lint/deferred-finding.ts';
import type { Finding } from '../lint/finding.ts';
import type { Settings } from './settings.ts';

/** Shows each finding as the settings say: `off` leaves it out. Findings about the settings themselves stay as they are. */
export function applySeverity(findings: readonly Finding[], { severity }: Settings): readonly Finding[] {
  if (severity.size === 0) return findings;
  return findings.flatMap((finding) => {
    const wanted = finding.rule === 'settings' ? undefined : severity.get(finding.rule);
    if (wanted === undefined || wanted === finding.severity) return [finding];
    return wanted === 'off' ? [] : [withSeverity(finding, wanted)];
  });
}
