import type { Diagnostic } from 'vscode-languageserver/node';
import type { Examined } from './analyses.ts';

/** The diagnostics of one document, with an id that changes only when they do. */
export interface Report {
  readonly resultId: string;
  readonly items: Diagnostic[];
}

/** Last reports by document, so that an unchanged one is not sent again. */
export interface Reports {
  readonly of: (examined: Examined) => Report;
  /** The id of the last report that was made; undefined if none was. */
  readonly lastId: (uri: string) => string | undefined;
  readonly forget: (uri: string) => void;
}

/** Diagnostics by document; one whose diagnostics are the same as before keeps its report. */
export function reports(diagnose: (examined: Examined) => Diagnostic[]): Reports {
  const known = new Map<string, { readonly examined: Examined; readonly json: string; readonly report: Report }>();
  let made = 0;
  const of = (examined: Examined): Report => {
    const { uri } = examined.opened;
    const last = known.get(uri);
    if (last?.examined === examined) return last.report;
    const items = diagnose(examined);
    const json = JSON.stringify(items);
    const report = last?.json === json ? last.report : { resultId: String(++made), items };
    known.set(uri, { examined, json, report });
    return report;
  };
  return { of, lastId: (uri) => known.get(uri)?.report.resultId, forget: (uri) => known.delete(uri) };
}
