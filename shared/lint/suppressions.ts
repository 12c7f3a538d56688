import ignore from 'ignore';
import type { Comment } from '../documents/document.ts';
import type { Settings, Suppression } from '../settings/settings.ts';
import type { LineMap } from '../text/line-map.ts';
import { folderOf } from '../text/path.ts';
import type { Span } from '../text/span.ts';
import type { Finding } from './finding.ts';
import { type SuppressionComment, suppressionComments } from './suppression-comment.ts';
import { unusedComments } from './unused-suppressions.ts';

/** The document that findings are about, as far as silencing them is concerned. */
export interface SuppressedDocument {
  readonly path: string;
  readonly text: string;
  readonly lines: LineMap;
  readonly comments: readonly Comment[];
  readonly commands: readonly { readonly span: Span }[];
  readonly settings: Settings;
  /** Launches of which too little is known to judge them: whether a rule would find something there is open. */
  readonly unjudged?: readonly Span[];
}

export interface Suppressed {
  /** What is left, and a finding for each comment that silences nothing. */
  readonly findings: readonly Finding[];
  /** Entries of the settings that silenced something. */
  readonly usedSettings: readonly Suppression[];
}

/**
 * Silences findings by the comments of their document and by the entries of the settings. Findings about the settings are never
 * silenced, and neither are those that stand in another file by the comments of this one.
 */
export function applySuppressions(findings: readonly Finding[], document: SuppressedDocument): Suppressed {
  const { path, text, lines, settings } = document;
  const comments = mayHoldComments(document) ? suppressionComments(document.comments, document.commands, text, lines) : [];
  const entries = settings.suppressions;
  if (comments.length === 0 && entries.length === 0) return { findings, usedSettings: [] };
  const used = new Map<SuppressionComment, Set<string>>();
  const usedSettings = new Set<Suppression>();
  const isSilenced = (finding: Finding): boolean => {
    if (finding.rule === 'settings') return false;
    const matching = finding.path === path ? comments.filter((comment) => silences(comment, finding)) : [];
    for (const comment of matching) used.set(comment, (used.get(comment) ?? new Set()).add(finding.rule));
    const entry = entries.find((suppression) => matches(suppression, finding, settings));
    if (entry) usedSettings.add(entry);
    return matching.length > 0 || entry !== undefined;
  };
  const kept = findings.filter((finding) => !isSilenced(finding));
  const unused = unusedComments(comments, used, document).filter((finding) => !isSilenced(finding));
  return { findings: [...kept, ...unused], usedSettings: [...usedSettings] };
}

/** Most documents have no such comment: nothing is read twice for them. */
function mayHoldComments({ text }: SuppressedDocument): boolean {
  return text.includes('shardlint:');
}

function silences({ rules, covers }: SuppressionComment, { rule, span }: Finding): boolean {
  // A comment for every rule is still told when it is of no use.
  const named = rules.length === 0 ? rule !== 'suppression-unused' : rules.some(({ id }) => id === rule);
  return named && (covers === undefined || (covers.start <= span.end && span.start <= covers.end));
}

function matches({ rule, files }: Suppression, finding: Finding, settings: Settings): boolean {
  if (rule !== '*' && rule !== finding.rule) return false;
  return files === undefined || matchesFiles(files, finding.path, settings.path);
}

/** `.gitignore` patterns, relative to the settings file: what people who write one already know. */
function matchesFiles(pattern: string, path: string, settingsPath: string | undefined): boolean {
  const folder = settingsPath === undefined ? '' : folderOf(settingsPath);
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const relative = path.startsWith(prefix) ? path.slice(prefix.length) : path.replace(/^([A-Za-z]:)?\/+/, '');
  return ignore.isPathValid(relative) && ignore().add(pattern).ignores(relative);
}
