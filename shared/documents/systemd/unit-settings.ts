import { type EmbeddedRun, type EmbeddedText, embeddedText } from '../../text/embedded-text.ts';
import type { Span } from '../../text/span.ts';
import type { Comment } from '../document.ts';

/** One assignment of a unit file: `ExecStart=…` in `[Service]`. */
export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  /** The key with its value. */
  readonly span: Span;
  /** The value, continued lines joined by a blank. */
  readonly value: EmbeddedText;
}

export interface UnitSettings {
  readonly settings: readonly UnitSetting[];
  readonly comments: readonly Comment[];
}

/** Cuts a unit file into its settings; lines that are none are left out. */
export function unitSettings(document: string): UnitSettings {
  const settings: UnitSetting[] = [];
  const comments: Comment[] = [];
  let section = '';
  let open: Open | undefined;
  for (const { 0: line, index } of document.matchAll(/[^\r\n]+/g)) {
    if (/^\s*[#;]/.test(line)) {
      const start = index + line.search(/[#;]/);
      comments.push({ text: document.slice(start + 1, index + line.length), span: { start, end: index + line.length } });
      continue;
    }
    const from = open === undefined ? openAt(line, index, section) : { ...open, at: index };
    if (from === undefined) {
      section = /^\s*\[([^\]]*)\]/.exec(line)?.[1] ?? section;
      continue;
    }
    const isContinued = line.endsWith('\\');
    addLine(from.runs, document, from.at, index + line.length - (isContinued ? 1 : 0), isContinued);
    if (isContinued) open = from;
    else {
      settings.push(closed(from, index + line.length));
      open = undefined;
    }
  }
  if (open !== undefined) settings.push(closed(open, document.length));
  return { settings, comments };
}

/** A setting whose lines are being gathered. */
interface Open {
  readonly section: string;
  readonly key: string;
  readonly start: number;
  /** Where the value starts on this line. */
  readonly at: number;
  readonly runs: EmbeddedRun[];
}

function openAt(line: string, index: number, section: string): Open | undefined {
  const [head, blank = '', key = ''] = /^(\s*)([A-Za-z]\w*)[ \t]*=[ \t]*/.exec(line) ?? [];
  return head === undefined ? undefined : { section, key, start: index + blank.length, at: index + head.length, runs: [] };
}

function addLine(runs: EmbeddedRun[], document: string, start: number, end: number, isContinued: boolean): void {
  if (end > start) runs.push({ text: document.slice(start, end), span: { start, end }, origin: undefined });
  if (isContinued) runs.push({ text: ' ', span: { start: end, end: end + 1 }, origin: undefined });
}

function closed({ section, key, start, runs }: Open, end: number): UnitSetting {
  return { section, key, span: { start, end }, value: embeddedText(runs) };
}
