import type { Finding } from '../../../shared/lint/finding.ts';
import { readSettings } from '../../../shared/settings/read-settings.ts';
import { findingsOf, type Texts } from '../lint/workspace.ts';
import type { PageExample } from './page.ts';

const settingsName = '/project/.shardlint.json';

/** Everything that is found in the files of an example, each looked at as if it were open. */
export function findingsOfExample({ files }: PageExample): readonly Finding[] {
  const texts: Texts = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/project/${path}`, text]));
  const settingsText = texts[settingsName];
  const { settings, findings } = settingsText === undefined ? { settings: {}, findings: [] } : readSettings(settingsName, settingsText);
  return [...findings, ...Object.keys(texts).flatMap((path) => findingsOf(texts, path, settings))];
}
