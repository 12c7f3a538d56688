import { analyse } from '../shared/lint/analyse.ts';
import type { Analysis, Host, Source } from '../shared/lint/analysis.ts';
import type { Finding } from '../shared/lint/finding.ts';
import { readSettings } from '../shared/settings/read-settings.ts';
import { settingsFileName } from '../shared/settings/settings.ts';
import { baseName } from '../shared/text/path.ts';

export interface Linted {
  readonly analysis?: Analysis;
  readonly findings: readonly Finding[];
}

/**
 * What there is to say about one document: a launch document, a file of a model, or the settings file. Of the latter, errors
 * are what its schema says as well; they are left out where the client checks it.
 */
export function lintDocument(source: Source, host: Host, checksSettings: boolean): Linted {
  if (baseName(source.path) === settingsFileName) {
    const { findings } = readSettings(source.path, source.text);
    return { findings: findings.filter(({ severity }) => !checksSettings || severity !== 'error') };
  }
  const analysis = analyse(source, host);
  return analysis ? { analysis, findings: analysis.findings } : { findings: [] };
}
