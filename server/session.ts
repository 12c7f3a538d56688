import type {
  CodeAction,
  CodeActionParams,
  CompletionItem,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  DocumentLink,
  Hover,
  Location,
  LocationLink,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { DocumentStatus, StatusParams } from '../shared/protocol.ts';
import type { Examined } from './analyses.ts';
import { type Changes, changesIn } from './changes.ts';
import { codeActionsOf } from './code-actions.ts';
import { completionsAt } from './completion.ts';
import { hoverAt } from './hover.ts';
import { definitionAt, documentLinksOf } from './model-links.ts';
import { offsetIn } from './open-documents.ts';
import type { Reports } from './reports.ts';
import { statusOf } from './status.ts';
import { type SessionParts, setUpWorkbench } from './workbench.ts';

/** The answers to a client's questions; each is a view of one cached analysis. */
export interface Session extends Changes {
  readonly diagnose: (params: DocumentDiagnosticParams) => Promise<DocumentDiagnosticReport>;
  readonly codeActions: (params: CodeActionParams) => Promise<CodeAction[]>;
  readonly hover: (params: TextDocumentPositionParams) => Promise<Hover | null>;
  readonly complete: (params: TextDocumentPositionParams) => Promise<CompletionItem[]>;
  readonly links: (params: InDocument) => Promise<DocumentLink[]>;
  readonly definition: (params: TextDocumentPositionParams) => Promise<LocationLink[] | Location[]>;
  readonly status: (params: StatusParams) => Promise<DocumentStatus>;
}

interface InDocument {
  readonly textDocument: TextDocumentIdentifier;
}

/** The answers to all requests, once the client has said what it can. */
export function startSession(parts: SessionParts): Session {
  const workbench = setUpWorkbench(parts);
  const { examine, view, reports } = workbench;
  /** An answer about a document; `otherwise` for one that is not open. */
  const about = async <R>({ textDocument: { uri } }: InDocument, otherwise: R, answer: (examined: Examined) => R): Promise<R> => {
    const examined = await examine(uri);
    return examined ? answer(examined) : otherwise;
  };
  const at = <R>(params: TextDocumentPositionParams, otherwise: R, answer: (examined: Examined, offset: number) => R): Promise<R> =>
    about(params, otherwise, (examined) => answer(examined, offsetIn(examined.opened, params.position)));

  return {
    ...changesIn(workbench),
    diagnose: (params) => about(params, { kind: 'full', items: [] }, (examined) => answerWith(reports, examined, params)),
    codeActions: (params) => about(params, [], (examined) => codeActionsOf(examined, params, view)),
    hover: (params) => at(params, null, (examined, offset) => hoverAt(examined, offset, view.places)),
    complete: (params) => at(params, [], (examined, offset) => completionsAt(examined, offset, view.places)),
    links: (params) => about(params, [], (examined) => documentLinksOf(examined, view.places)),
    definition: async (params) => {
      const links = await at(params, [], (examined, offset) => definitionAt(examined, offset, view.places));
      return parts.client.linksDefinitions ? links : links.map(({ targetUri: uri, targetRange: range }) => ({ uri, range }));
    },
    status: ({ uri }) => about({ textDocument: { uri } }, { launches: [] }, (examined) => statusOf(examined, view.readText)),
  };
}

function answerWith(reports: Reports, examined: Examined, { previousResultId }: DocumentDiagnosticParams): DocumentDiagnosticReport {
  const { resultId, items } = reports.of(examined);
  return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}
