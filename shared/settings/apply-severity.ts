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

/** A copy by descriptors: fixes and related places are made at the first look, and copying must not be that look. */
function withSeverity(finding: Finding, severity: Finding['severity']): Finding {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(finding)) as Finding;
  return Object.defineProperty(copy, 'severity', { value: severity, enumerable: true });
}
