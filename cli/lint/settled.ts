import type { Finding } from '../../shared/lint/finding.ts';
import type { FixedFile } from './fix-file.ts';
import type { LintedFile } from './lint-file.ts';

/**
 * What is kept of a linted file until the end of the run: the text only where something is said of it, and findings whose fixes are
 * made now. What they were made from, the whole document and its launches, can go. With `errorsAlone` nothing else is shown.
 */
export function settled(linted: LintedFile, errorsAlone: boolean): FixedFile {
  const findings = linted.findings.map((finding) => settledFinding(finding, errorsAlone && finding.severity !== 'error'));
  const source = findings.length > 0 ? linted.source : { ...linted.source, text: '' };
  return { linted: { ...linted, source, findings }, fixed: 0 };
}

function settledFinding(finding: Finding, isOnlyCounted: boolean): Finding {
  const { rule, severity, confidence, message, path, span, engine, engineVersion, model, tensorParallelSize, validTensorParallelSizes } =
    finding;
  const known = { rule, severity, confidence, message, path, span, engine, engineVersion, model, tensorParallelSize };
  const { related, fixes } = isOnlyCounted ? nothingMore : finding;
  return { ...known, validTensorParallelSizes, related, fixes };
}

const nothingMore: Pick<Finding, 'related' | 'fixes'> = { related: [], fixes: [] };
