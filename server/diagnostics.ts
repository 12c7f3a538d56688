import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Finding, RelatedPlace, Severity } from '../shared/lint/finding.ts';
import { t } from '../shared/text/localize.ts';
import type { Examined } from './analyses.ts';
import type { ClientFeatures } from './client-features.ts';
import type { Places } from './places.ts';
import { ruleUri } from './rule-link.ts';

/** What turning findings into diagnostics depends on. */
export interface DiagnosticContext {
  readonly places: Places;
  readonly client: ClientFeatures;
  /** URI of a rule's page with `{rule}` in it. */
  readonly ruleLink: string | undefined;
}

/** More would make an editor slow and help nobody; the last place is for the note that there are more. */
const maxDiagnostics = 200;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Rules about text that could be deleted, or that the engine has left behind. */
const tags: ReadonlyMap<string, DiagnosticTag> = new Map([
  ['option-ignored', DiagnosticTag.Unnecessary],
  ['suppression-unused', DiagnosticTag.Unnecessary],
  ['option-removed', DiagnosticTag.Deprecated],
]);

/** The diagnostics of one document, errors first where there are too many. */
export function diagnosticsOf({ findings }: Examined, context: DiagnosticContext): Diagnostic[] {
  if (findings.length <= maxDiagnostics) return findings.map((finding) => diagnosticOf(finding, context));
  const gravest = [...findings].sort((a, b) => severities[a.severity] - severities[b.severity]).slice(0, maxDiagnostics - 1);
  return [...gravest.map((finding) => diagnosticOf(finding, context)), moreThan(findings.length - gravest.length)];
}

/** One finding as the protocol has it. */
export function diagnosticOf(finding: Finding, { places, client, ruleLink }: DiagnosticContext): Diagnostic {
  const href = client.linksCodes ? ruleUri(ruleLink, finding.rule) : undefined;
  const tag = tags.get(finding.rule);
  return {
    range: places.firstLineOf(finding.path, finding.span),
    severity: severities[finding.severity],
    source: 'shardlint',
    code: finding.rule,
    message: finding.message,
    ...(href && { codeDescription: { href } }),
    ...(tag && { tags: [tag] }),
    ...(client.showsRelatedInformation &&
      finding.related.length > 0 && { relatedInformation: finding.related.map((place) => relatedInformationOf(place, places)) }),
  };
}

function relatedInformationOf({ path, span, message }: RelatedPlace, places: Places): DiagnosticRelatedInformation {
  return { location: { uri: places.uriOf(path, span), range: places.firstLineOf(path, span) }, message };
}

function moreThan(count: number): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: 'shardlint',
    message: t('{0} more findings are not shown', count),
  };
}
